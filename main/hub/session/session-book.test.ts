import { beforeEach, expect, test } from 'vitest';
import { brandId, type InstallId, type StaffId } from '../../../domain/id.ts';
import {
  installIdleMsMax,
  SessionBook,
  type SessionEnd,
  sessionMsMax,
  ticketMsMax,
  ticketsMax,
} from './session-book.ts';

const install = brandId<InstallId>('01900000-0000-7000-8000-000000000001');
const otherInstall = brandId<InstallId>('01900000-0000-7000-8000-000000000002');
const anna = brandId<StaffId>('01900000-0000-7000-8000-00000000000a');
const budi = brandId<StaffId>('01900000-0000-7000-8000-00000000000b');
const idleMs = 300_000;
let now = 1_000_000;
let ends: [StaffId, SessionEnd][] = [];
let book: SessionBook;
beforeEach(() => {
  now = 1_000_000;
  ends = [];
  book = new SessionBook({
    now: () => now,
    idleMsMax: () => idleMs,
    onEnd: ({ staffId }, why) => ends.push([staffId, why]),
  });
});

test('SN1 a ticket is good once, for its install, and for ten minutes', () => {
  const ticket = book.issueTicket(install);
  expect(book.takeTicket(ticket)).toBe(install);
  expect(book.takeTicket(ticket)).toBeNull();
  const late = book.issueTicket(install);
  now += ticketMsMax + 1;
  expect(book.takeTicket(late)).toBeNull();
  expect(book.takeTicket('A'.repeat(43))).toBeNull();
});

test('SN2 an install token is good while it is used', () => {
  const token = book.issueInstallToken(install);
  now += installIdleMsMax - 1;
  expect(book.installOf(token)).toBe(install);
  now += installIdleMsMax - 1;
  expect(book.installOf(token)).toBe(install);
  now += installIdleMsMax + 1;
  expect(book.installOf(token)).toBeNull();
});

test('SN3 a session ends after a pause, and after twelve hours in any case', () => {
  const { token, session } = book.start(install, anna);
  expect(book.expiresAt(session)).toBe(now + idleMs);
  now += idleMs;
  expect(book.use(token)?.staffId).toBe(anna);
  now += idleMs + 1;
  expect(book.use(token)).toBeNull();
  const { token: busy, session: busySession } = book.start(install, anna);
  while (now - busySession.startedAt + idleMs <= sessionMsMax) {
    now += idleMs;
    expect(book.use(busy)?.sessionId).toBe(busySession.sessionId);
  }
  now = busySession.startedAt + sessionMsMax + 1;
  expect(book.use(busy)).toBeNull();
  expect(ends).toEqual([
    [anna, 'expired'],
    [anna, 'expired'],
  ]);
});

test('SN4 an install has one person at a time; another install is not touched', () => {
  const first = book.start(install, anna);
  const elsewhere = book.start(otherInstall, anna);
  const second = book.start(install, budi);
  expect(book.use(first.token)).toBeNull();
  expect(book.use(second.token)?.staffId).toBe(budi);
  expect(book.use(elsewhere.token)?.staffId).toBe(anna);
  expect(ends).toEqual([[anna, 'elsewhere']]);
});

test('SN5 all sessions of a person end at once when that person may no longer work here', () => {
  const tokens = [book.start(install, anna).token, book.start(otherInstall, anna).token];
  book.endStaff(anna, 'disabled');
  expect(tokens.map((token) => book.use(token))).toEqual([null, null]);
  expect(ends).toEqual([
    [anna, 'disabled'],
    [anna, 'disabled'],
  ]);
});

test('SN6 a forgotten session is found by the sweep, and its token is void', () => {
  const { token } = book.start(install, anna);
  now += idleMs + 1;
  book.sweep();
  expect(ends).toEqual([[anna, 'expired']]);
  expect(book.use(token)).toBeNull();
});

test('SN7 tickets are bounded in number: the oldest makes room', () => {
  const first = book.issueTicket(install);
  const rest = Array.from({ length: ticketsMax }, () => book.issueTicket(install));
  expect(book.takeTicket(first)).toBeNull();
  expect(rest.map((ticket) => book.takeTicket(ticket)).every((taken) => taken === install)).toBe(true);
});
