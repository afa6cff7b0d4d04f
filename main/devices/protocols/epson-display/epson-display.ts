import { type DisplayProtocol, displayLine } from '../../line-display/display-protocol.ts';

const esc = 0x1b;
const us = 0x1f;

/**
 * Epson's commands for customer displays (DM-D series and what speaks like them). Source: EPSON DM-D110 Specification 5.4;
 * POS-X XP8200 manual 4.1.2 "EPSON Command Mode": ESC @ initialise, US C n cursor, US MD1 overwrite, ESC t n code table,
 * US $ column line. Tables 0 PC437, 2 PC850, 16 Windows-1252, 17 PC866, 18 PC852, 19 PC858 as in ESC/POS.
 */
export const epsonDisplay: DisplayProtocol = {
  name: 'epson-display',
  line: displayLine,
  pages: [
    { id: 0, name: 'cp437' },
    { id: 19, name: 'cp858' },
    { id: 16, name: 'windows1252' },
    { id: 18, name: 'cp852' },
    { id: 17, name: 'cp866' },
  ],
  reset: () => Uint8Array.of(esc, 0x40, us, 0x01, us, 0x43, 0),
  show: ({ page, upper, lower }) =>
    Uint8Array.of(esc, 0x74, page.id ?? 0, us, 0x24, 1, 1, ...upper, us, 0x24, 1, 2, ...lower),
};
