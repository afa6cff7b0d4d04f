import { escaped } from './trust-profile.ts';

/** Keys of `trust.json` of every language. */
export const trustTextKeys = [
  'trust.android',
  'trust.android.steps',
  'trust.apple',
  'trust.apple.steps',
  'trust.check',
  'trust.desktop',
  'trust.desktop.steps',
  'trust.done',
  'trust.download',
  'trust.open',
  'trust.profile',
  'trust.title',
  'trust.why',
] as const;
export type TrustTexts = Readonly<Record<(typeof trustTextKeys)[number], string>>;

export interface TrustPageFacts {
  readonly texts: TrustTexts;
  readonly language: string;
  readonly origin: string;
  /** SHA-256 of the authority, 64 hex digits. */
  readonly fingerprint: string;
}

/** A fingerprint as a person compares it: capitals in groups of four, as phones show them. */
export function groupedFingerprint(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

const style = `body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:16px;color:#1c1b1a;background:#fff}
code{display:block;font:600 18px/1.6 ui-monospace,monospace;background:#f2f0ec;border-radius:8px;padding:12px;overflow-wrap:anywhere}
a.act{display:inline-block;min-height:44px;line-height:44px;padding:0 20px;margin:4px 8px 4px 0;border-radius:8px;background:#1d4f3f;color:#fff;text-decoration:none}
summary{min-height:44px;line-height:44px;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#f2f0ec;background:#1c1b1a}code{background:#2c2a28}a.act{background:#7cc4a8;color:#10241d}}`;

/** The page that says how a device learns to trust this hub: plain HTML, no script, in the language of the store. */
export function trustPage({ texts, language, origin, fingerprint }: TrustPageFacts): string {
  const guide = (title: string, steps: string): string =>
    `<details><summary>${escaped(title)}</summary><ol>${steps
      .split('\n')
      .map((step) => `<li>${escaped(step)}</li>`)
      .join('')}</ol></details>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(texts['trust.title'])}</title>
<style>${style}</style></head><body><h1>${escaped(texts['trust.title'])}</h1><p>${escaped(texts['trust.why'])}</p>
<p>${escaped(texts['trust.check'])}</p><code>${groupedFingerprint(fingerprint)}</code>
<p><a class="act" href="/kaunter.mobileconfig">${escaped(texts['trust.profile'])}</a>
<a class="act" href="/ca.crt">${escaped(texts['trust.download'])}</a></p>
${guide(texts['trust.apple'], texts['trust.apple.steps'])}
${guide(texts['trust.android'], texts['trust.android.steps'])}
${guide(texts['trust.desktop'], texts['trust.desktop.steps'])}
<p>${escaped(texts['trust.done'])}</p><p><a class="act" href="${origin}/">${escaped(texts['trust.open'])}</a></p></body></html>`;
}

/** Content-Security-Policy of that page: its own style, nothing else. */
export const trustPagePolicy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
