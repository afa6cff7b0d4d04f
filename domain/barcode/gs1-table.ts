import { type Gs1Rule, gs1Rules } from './gs1-rules.ts';

/** One part of an element's value: character set, length in characters, and what its content must satisfy. */
export interface Gs1Part {
  readonly charset: string;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly rules: readonly Gs1Rule[];
}

export interface Gs1Format {
  readonly ai: string;
  readonly parts: readonly Gs1Part[];
  /** Of predefined length: the next element may follow without a separator. */
  readonly predefined: boolean;
  /** AIs that must not stand beside this one; `n` is any digit. */
  readonly excludes: readonly string[];
  /** Qualifier orders when it is the key of a Digital Link; null when it is none. */
  readonly linkQualifiers: readonly (readonly string[])[] | null;
}

/**
 * All application identifiers: AIs (a range, or several with spaces), a star when of predefined length, format, then
 * `ex` and `link`. A part is a letter (N digits, X 82 characters, Y 39, Z 64) with a length and rules after colons;
 * brackets make it optional. Source: GS1 General Specifications 25, section 3, and the GS1 Barcode Syntax Dictionary.
 */
const rows = `
00 * N18:csum:key link=
01 * N14:csum:key ex=02,255,37 link=22,10,21|235
02 * N14:csum:key
10 X..20
11,12,13,15,16,17 * N6:yymmd0
20 * N2
21 X..20 ex=235
22 X..20
235 X..28
240,241,250,251 X..30
242 N..6
243 X..20
253 N13:csum:key [X..17] link=
254 X..20
255 N13:csum:key [N..12] ex=01,02,415,8006,8020,8026 link=
30 N..8
310n,311n,312n,313n,314n,315n,316n * N6 ex=self
320n,321n,322n,323n,324n,325n,326n,327n,328n,329n * N6 ex=self
330n,331n,332n,333n,334n,335n,336n,337n * N6 ex=self
340n,341n,342n,343n,344n,345n,346n,347n,348n,349n * N6 ex=self
350n,351n,352n,353n,354n,355n,356n,357n * N6 ex=self
360n,361n,362n,363n,364n,365n,366n,367n,368n,369n * N6 ex=self
37 N..8
3900-3909 N..15 ex=390n,391n,394n,8111
3910-3919 N3:iso4217 N..15 ex=391n
3920-3929 N..15 ex=392n,393n
3930-3939 N3:iso4217 N..15 ex=393n
3940-3943 N4 ex=394n,8111
3950-3955 N6 ex=392n,393n,395n,8005
400,403 X..30
401 X..30:key link=
402 N17:csum:key link=
410,411,412,413,416 * N13:csum:key
414 * N13:csum:key link=254|7040
415 * N13:csum:key link=8020
417 * N13:csum:key link=7040
420 X..20 ex=421
421 N3:iso3166 X..9 ex=4307
422,424 N3:iso3166 ex=426
423,425 N..15:iso3166list ex=426
426 N3:iso3166
427 X..3
4300,4301,4310,4311,4320 X..35:pcenc
4302-4306,4312-4316 X..70:pcenc
4307,4317 X2:iso3166alpha2
4308,4319 X..30
4309 N10:latitude N10:longitude
4318 X..20
4321-4323 N1:yesno
4324,4325 N6:yymmd0 N4:hhmm
4326 N6:yymmdd
4330 N6 [X1:hyphen] ex=4331
4331 N6 [X1:hyphen] ex=4330
4332 N6 [X1:hyphen] ex=4333
4333 N6 [X1:hyphen] ex=4332
7001 N13
7002 X..30
7003 N6:yymmdd N4:hhmm
7004 N..4
7005 X..12
7006 N6:yymmdd
7007 N6:yymmdd [N6:yymmdd]
7008 X..3
7009 X..10
7010 X..2
7011 N6:yymmdd [N4:hhmm]
7020,7021,7022 X..20
7023 X..30:key
7030-7039 N3:iso3166999 X..27
7040 N1 X1 X1 X1:importeridx
710-715 X..20
7230-7239 X2 X..28
7240 X..20
7241 N2:mediatype
7242 X..25
8001 N4:nonzero N5:nonzero N3:nonzero N1:winding N1
8002 X..20
8003 N1:zero N13:csum:key [X..16] link=
8004 X..30:key link=7040
8005 N6
8006 N14:csum N4:pieceoftotal ex=01,37 link=22,10,21
8007 X..34:iban
8008 N8:yymmddhh [N..4:mmoptss]
8009 X..50
8010 Y..30:key link=8011
8011 N..12:nozeroprefix
8012 X..20
8013 X..25:csumalpha:key link=
8017 N18:csum:key ex=8018 link=8019
8018 N18:csum:key ex=8017 link=8019
8019 N..10
8020 X..25
8026 N14:csum N4:pieceoftotal ex=02,8006
8030 Z..90
8110 X..70:couponcode
8111 N4
8112 X..70:couponposoffer
8200 X..70
90 X..30
91-99 X..90
`;

/** Format of every application identifier there is. */
export const gs1Formats: ReadonlyMap<string, Gs1Format> = new Map(
  rows
    .trim()
    .split('\n')
    .flatMap(formatsOfRow)
    .map((format) => [format.ai, format]),
);

function formatsOfRow(row: string): Gs1Format[] {
  const [names = '', ...words] = row.split(' ');
  const after = (key: string): string | null => words.find((word) => word.startsWith(key))?.slice(key.length) ?? null;
  const parts = words.filter((word) => /^\[?[NXYZ]/.test(word)).map(partOf);
  const link = after('link=');
  return names
    .split(',')
    .flatMap(expandNames)
    .map((ai) => ({
      ai,
      parts,
      predefined: words.includes('*'),
      excludes: (after('ex=')?.split(',') ?? []).map((each) => (each === 'self' ? `${ai.slice(0, 3)}n` : each)),
      linkQualifiers: link === null ? null : link.split('|').map((each) => (each === '' ? [] : each.split(','))),
    }));
}

/** `310n` are the six AIs 3100 to 3105 (decimals 0 to 5); `91-99` are nine. */
function expandNames(name: string): string[] {
  const [first = '', last = first] = name.endsWith('n')
    ? [`${name.slice(0, 3)}0`, `${name.slice(0, 3)}5`]
    : name.split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) =>
    String(Number(first) + step).padStart(first.length, '0'),
  );
}

function partOf(word: string): Gs1Part {
  const [shape = '', ...rules] = word.replace(/[[\]]/g, '').split(':');
  const max = Number(shape.replace(/^[NXYZ](\.\.)?/, ''));
  return {
    charset: shape.slice(0, 1),
    min: shape.includes('..') ? 1 : max,
    max,
    optional: word.startsWith('['),
    rules: rules.filter((rule): rule is Gs1Rule => rule in gs1Rules),
  };
}
