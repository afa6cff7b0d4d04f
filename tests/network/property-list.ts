/** What a property list holds, as far as profiles use it. `data` is bytes. */
export type PropertyValue =
  | string
  | number
  | boolean
  | Buffer
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function textOf(escaped: string): string {
  if (/&(?!(amp|lt|gt|quot|apos);)/.test(escaped) || /[<>]/.test(escaped)) throw new Error(`not XML text: ${escaped}`);
  return escaped.replace(/&(\w+);/g, (_all, name: string) => entities[name] ?? '');
}

/**
 * Reads an XML property list (Apple, `PropertyList-1.0.dtd`) and refuses whatever is not one: a strict reader of its own,
 * so that what the hub writes is judged by other code than wrote it.
 */
export class PropertyListReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(xml: string) {
    const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<!DOCTYPE plist [^>]*>\s*/, '');
    if (body === xml) throw new Error('no property list begins here');
    this.#tokens = body.match(/<[^>]+>|[^<]+/g) ?? [];
  }

  read(): PropertyValue {
    this.#expect('<plist version="1.0">');
    const value = this.#value();
    this.#expect('</plist>');
    this.#skipSpace();
    if (this.#at !== this.#tokens.length) throw new Error('something follows the list');
    return value;
  }

  #skipSpace(): void {
    while (this.#tokens[this.#at]?.trim() === '') this.#at += 1;
  }

  #next(): string {
    this.#skipSpace();
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? '';
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new Error(`${found} where ${token} belongs`);
  }

  #text(name: string): string {
    const text = this.#tokens[this.#at] ?? '';
    if (text.startsWith('<')) {
      this.#expect(`</${name}>`);
      return '';
    }
    this.#at += 1;
    this.#expect(`</${name}>`);
    return textOf(text);
  }

  #value(): PropertyValue {
    const tag = this.#next();
    switch (tag) {
      case '<dict>':
        return this.#dict();
      case '<array>':
        return this.#array();
      case '<string>':
        return this.#text('string');
      case '<integer>':
        return Number.parseInt(this.#text('integer'), 10);
      case '<data>':
        return Buffer.from(this.#text('data'), 'base64');
      case '<true/>':
        return true;
      case '<false/>':
        return false;
      default:
        throw new Error(`${tag} is no value`);
    }
  }

  #dict(): PropertyValue {
    const entries: [string, PropertyValue][] = [];
    for (let tag = this.#next(); tag !== '</dict>'; tag = this.#next()) {
      if (tag !== '<key>') throw new Error(`${tag} where a key belongs`);
      const key = this.#text('key');
      if (entries.some(([known]) => known === key)) throw new Error(`${key} twice`);
      entries.push([key, this.#value()]);
    }
    return Object.fromEntries(entries);
  }

  #array(): PropertyValue {
    const values: PropertyValue[] = [];
    for (;;) {
      this.#skipSpace();
      if (this.#tokens[this.#at] === '</array>') break;
      values.push(this.#value());
    }
    this.#at += 1;
    return values;
  }
}
