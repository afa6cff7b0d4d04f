import type { ScalePan } from './scale-pan.ts';
import type { VirtualDevice } from './virtual-port.ts';

/** How it is set: `kg` sends WW.WWW, `lb` sends 0WW.WW. */
export type ScaleUnitSetting = 'kg' | 'lb';

/** A checkout scale that speaks 8217. */
export class VirtualScale8217 implements VirtualDevice {
  readonly #pan: ScalePan;
  readonly #unit: ScaleUnitSetting;
  #held = '';
  #say: (bytes: Uint8Array) => void = () => undefined;

  constructor(pan: ScalePan, unit: ScaleUnitSetting = 'kg') {
    this.#pan = pan;
    this.#unit = unit;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  receive(bytes: Uint8Array): void {
    this.#held += String.fromCharCode(...bytes);
    while (this.#held !== '') {
      const tare = /^T(\d{5})\r/.exec(this.#held);
      if (tare === null && /^T\d{0,5}$/.test(this.#held) && this.#held.length > 1) return;
      const taken = tare?.[0] ?? this.#held.slice(0, 1);
      this.#held = this.#held.slice(taken.length);
      this.#obey(taken);
    }
  }

  #obey(command: string): void {
    if (command === 'W') this.#weigh();
    else if (command === 'Z') this.#done(this.#pan.zero());
    else if (command === 'T') this.#done(this.#pan.tare(null));
    else if (command === 'C') this.#done(this.#pan.tare(0));
    else if (command.startsWith('T')) this.#done(this.#pan.tare(Number(command.slice(1, 6))));
    else if (command !== '\r') this.#tell(0x40);
  }

  #weigh(): void {
    const pan = this.#pan;
    if (pan.isMoving || pan.isOver || pan.isUnderZero) {
      this.#tell(0);
      return;
    }
    const whole = String(Math.floor(pan.net / 1_000)).padStart(2, '0');
    const digits = `${whole}.${String(pan.net % 1_000).padStart(3, '0')}`;
    const pounds = `0${(pan.net / 453.59237).toFixed(2).padStart(5, '0')}`;
    this.#send(`\u0002${this.#unit === 'kg' ? digits : pounds}${pan.isNet ? 'N' : ''}\r`);
  }

  #done(isDone: boolean): void {
    this.#tell(isDone ? 0 : 0x08);
  }

  #tell(more: number): void {
    const pan = this.#pan;
    const status =
      more |
      (pan.isMoving ? 0x01 : 0) |
      (pan.isOver ? 0x02 : 0) |
      (pan.isUnderZero ? 0x04 : 0) |
      (pan.isZero && !pan.isMoving ? 0x10 : 0) |
      (pan.isNet ? 0x20 : 0);
    this.#send(`\u0002?${String.fromCharCode(status)}\r`);
  }

  #send(text: string): void {
    this.#say(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }
}
