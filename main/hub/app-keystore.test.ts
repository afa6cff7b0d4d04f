import { expect, test } from 'vitest';
import type { HubToApp } from '../../contracts/process-messages.ts';
import { AppKeystore } from './app-keystore.ts';

function asked() {
  const sent: HubToApp[] = [];
  const keystore = new AppKeystore((message) => sent.push(message));
  const last = () => {
    const message = sent.at(-1);
    if (message === undefined || message.kind === 'ticket.issued') throw new Error('nothing was asked');
    return message;
  };
  return { keystore, last };
}

test('HI2 the key travels to the keystore of the operating system and back through the app', async () => {
  const { keystore, last } = asked();
  const wrapped = keystore.wrap(Buffer.from('secret'));
  expect(last()).toMatchObject({ kind: 'key.wrap', bytesBase64: Buffer.from('secret').toString('base64') });
  const answer = { kind: 'key.answer', requestId: last().requestId, bytesBase64: 'AQI=', reason: '' } as const;
  expect(keystore.receive(answer)).toBe(true);
  expect(await wrapped).toEqual({ ok: true, bytes: Buffer.from([1, 2]) });
  const refused = keystore.unwrap(Buffer.from([1, 2]));
  expect(
    keystore.receive({ kind: 'key.answer', requestId: last().requestId, bytesBase64: null, reason: 'locked' }),
  ).toBe(true);
  expect(await refused).toEqual({ ok: false, reason: 'locked' });
  expect(keystore.receive({ kind: 'peer', peer: 'devices', up: true })).toBe(false);
});
