import type { ScalePan } from './scale-pan.ts';
import type { VirtualDevice } from './virtual-port.ts';

/** How it is set: `S` before the status bytes (OHAUS), its unit, and whether it keeps the weight back without one to sell. */
export interface NciSetting {
  readonly prefixesStatus: boolean;
  readonly unit: 'kg' | 'g' | 'lb';
  /** Status alone instead of bars on the display, when there is no weight. */
  readonly statusAlone: boolean;
}
/** As OHAUS and Datalogic set it. */
export const ohausSetting: NciSetting = { prefixesStatus: true, unit: 'kg', statusAlone: true };
/** As Brecknell and Avery Weigh-Tronix set it. */
export const brecknellSetting: NciSetting = { prefixesStatus: false, unit: 'kg', statusAlone: false };

/** A bench scale that speaks NCI. */
export class VirtualScaleNci implements VirtualDevice {
  readonly #pan: ScalePan;
  readonly #setting: NciSetting;
  #held = '';
  #isBroken = false;
  #say: (bytes: Uint8Array) => void = () => undefined;

  constructor(pan: ScalePan, setting: NciSetting = ohausSetting) {
    this.#pan = pan;
    this.#setting = setting;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  /** Its calibration is lost, or found again. */
  breakDown(isBroken: boolean): void {
    this.#isBroken = isBroken;
  }

  receive(bytes: Uint8Array): void {
    this.#held += String.fromCharCode(...bytes);
    for (let end = this.#held.indexOf('\r'); end >= 0; end = this.#held.indexOf('\r')) {
      const command = this.#held.slice(0, end);
      this.#held = this.#held.slice(end + 1);
      this.#obey(command);
    }
  }

  #obey(command: string): void {
    if (command === 'W') this.#send(`${this.#weightLine()}${this.#statusLine(false)}`);
    else if (command === 'S') this.#send(this.#statusLine(false));
    else if (command === 'Z') this.#send(this.#statusLine(!this.#pan.zero()));
    else if (command === 'T') {
      this.#pan.tare(null);
      this.#send(this.#statusLine(false));
    } else this.#send('\n?\r');
  }

  #weightLine(): string {
    const pan = this.#pan;
    const hasNone = pan.isOver || pan.isUnderZero || (pan.isMoving && this.#setting.statusAlone);
    if (hasNone && this.#setting.statusAlone) return '';
    if (pan.isOver) return '\n^^^^^^\r';
    if (pan.isUnderZero) return '\n______\r';
    if (this.#setting.unit === 'g') return `\n${String(pan.net).padStart(6, ' ')}g \r`;
    const amount = this.#setting.unit === 'kg' ? pan.net / 1_000 : pan.net / 453.59237;
    const unit = this.#setting.prefixesStatus ? this.#setting.unit.toUpperCase() : this.#setting.unit;
    return `\n${amount.toFixed(3).padStart(6, '0')}${unit}\r`;
  }

  #statusLine(passedOver: boolean): string {
    const pan = this.#pan;
    const first = 0x30 | (pan.isMoving ? 1 : 0) | (pan.isZero && !passedOver ? 2 : 0);
    const more = pan.isNet ? 0x40 : 0;
    const second = 0x30 | more | (pan.isUnderZero ? 1 : 0) | (pan.isOver ? 2 : 0) | (this.#isBroken ? 8 : 0);
    const third = pan.isNet ? String.fromCharCode(0x34) : '';
    const bytes = String.fromCharCode(first, second) + third;
    return `\n${this.#setting.prefixesStatus ? 'S' : ''}${bytes}\r`;
  }

  #send(text: string): void {
    this.#say(Uint8Array.from(`${text}\u0003`, (character) => character.charCodeAt(0)));
  }
}
