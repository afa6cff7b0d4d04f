import { type DisplayProtocol, displayLine } from '../../line-display/display-protocol.ts';

const esc = 0x1b;
const cr = 0x0d;

/**
 * CD5220 and the many displays that speak like it. Source: CD5220 user's manual 7.2 "Standard Mode Command List"; POS-X
 * XP8200 manual 4.1.8: ESC @ initialise, ESC _ n cursor, ESC Q A … CR upper line, ESC Q B … CR lower line, CLR leaves that
 * string mode. It has one table of letters; which one is set on the display, PC437 when it comes.
 */
export const cd5220: DisplayProtocol = {
  name: 'cd5220',
  line: displayLine,
  pages: [{ id: null, name: 'cp437' }],
  reset: () => Uint8Array.of(0x0c, esc, 0x40, esc, 0x5f, 0),
  show: ({ upper, lower }) => Uint8Array.of(esc, 0x51, 0x41, ...upper, cr, esc, 0x51, 0x42, ...lower, cr),
};
