import { describe, expect, test } from 'vitest';
import { MemoryChannel } from '../../main/devices/virtual/memory-channel.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { TcpTransport } from '../../native/tcp.ts';
import { drawerJob, onMemory, onTcp, paperJob, watched, wideProfile } from './printing-samples.ts';

describe('the drawer', () => {
  test('DR1 DR2 fires once, on its pin, with its times, however often it is offered', async () => {
    for (const start of [onMemory, onTcp]) {
      const printer = new VirtualPrinter();
      const { session, reached } = await start(printer);
      const job = drawerJob(1);
      for (let again = 0; again < 3; again += 1) session.submit(job);
      await reached(job, 'confirmed');
      expect(printer.pulses).toEqual([{ pin: 2, onMs: 50, offMs: 200, opened: true }]);
    }
  });
  test('DR1 pin and times come from the profile', async () => {
    const printer = new VirtualPrinter({ drawerPin: 5 });
    const profile = { ...wideProfile, drawer: { ...wideProfile.drawer, pin: 5, onMs: 120, offMs: 480 } } as const;
    const { session, reached } = onMemory(printer, { profile });
    session.submit(drawerJob(1));
    await reached(drawerJob(1), 'confirmed');
    expect(printer.pulses).toEqual([{ pin: 5, onMs: 120, offMs: 480, opened: true }]);
  });
  test('DR2 a connection lost after the pulse left makes it unknown, and no second pulse follows', async () => {
    const printer = new VirtualPrinter({ answersProcessId: false });
    let channel = new MemoryChannel(printer);
    const { session, reached } = watched(() => {
      channel = new MemoryChannel(printer);
      return channel;
    });
    session.submit(drawerJob(1));
    await reached(drawerJob(1), 'sent');
    channel.unplug();
    await reached(drawerJob(1), 'unknown', 'connection-lost');
    session.submit(paperJob(2));
    await reached(paperJob(2), 'sent');
    expect(printer.pulses).toHaveLength(1);
  });
  test('PJ2 DR2 a pulse that is not granted does not leave', async () => {
    const printer = new VirtualPrinter();
    const { session, reached } = onMemory(printer, { claim: async (job) => job.kind !== 'drawer' });
    session.submit(drawerJob(1));
    session.submit(paperJob(2));
    await reached(paperJob(2), 'confirmed');
    expect(printer.pulses).toEqual([]);
  });
  test('DR3 a pulse that comes too late is cancelled, also when the grant took too long', async () => {
    const printer = new VirtualPrinter();
    const late = drawerJob(1, Date.now() - 1);
    const { session, reached } = onMemory(printer, {
      claim: () => new Promise((resolve) => setTimeout(() => resolve(true), 80)),
    });
    session.submit(late);
    await reached(late, 'cancelled', 'expired');
    const slow = drawerJob(2, Date.now() + 30);
    session.submit(slow);
    await reached(slow, 'cancelled', 'expired');
    expect(printer.pulses).toEqual([]);
  });
  test('DR3 a pulse waiting behind a job that hangs without paper expires there', async () => {
    const printer = new VirtualPrinter({ paperDots: 30 * 3 });
    const { session, reached } = onMemory(printer);
    session.submit(paperJob(1, 20));
    await reached(paperJob(1), 'sent');
    const job = drawerJob(2, Date.now() + 60);
    session.submit(job);
    await reached(job, 'cancelled', 'expired');
    printer.setPaper('ok');
    await reached(paperJob(1), 'confirmed');
    expect(printer.pulses).toEqual([]);
  });
  test('DR4 without paper, with an open cover or without a printer it fails at once and says why', async () => {
    const printer = new VirtualPrinter();
    printer.setPaper('out');
    const { session, reached } = onMemory(printer);
    session.submit(paperJob(9));
    await reached(paperJob(9), 'queued', 'paper-out');
    session.submit(drawerJob(1));
    await reached(drawerJob(1), 'failed', 'paper-out');
    printer.setPaper('ok');
    printer.setCover('open');
    session.submit(drawerJob(2));
    await reached(drawerJob(2), 'failed', 'cover-open');
    printer.setCover('closed');
    await reached(paperJob(9), 'confirmed');
    expect(printer.pulses).toEqual([]);

    const gone = watched(() => new TcpTransport({ host: '127.0.0.1', port: 1 }));
    gone.session.submit(drawerJob(3));
    await gone.reached(drawerJob(3), 'failed', 'printer-unreachable');
  });
  test('DR5 a pulse goes before paper that waits', async () => {
    const printer = new VirtualPrinter();
    const { session, reached, claims } = onMemory(printer);
    session.submit(paperJob(1));
    session.submit(paperJob(2));
    session.submit(drawerJob(3));
    await reached(paperJob(2), 'confirmed');
    expect(claims.indexOf(drawerJob(3).jobId)).toBeLessThan(claims.indexOf(paperJob(2).jobId));
  });
  test('DR6 after the pulse the drawer is known to be open, when its polarity is', async () => {
    const printer = new VirtualPrinter();
    const profile = { ...wideProfile, drawer: { ...wideProfile.drawer, openLevel: 'high' } } as const;
    const { session, reached } = onMemory(printer, { profile });
    session.submit(drawerJob(1));
    await reached(drawerJob(1), 'confirmed');
    expect(session.status.drawer).toBe('open');
    printer.closeDrawer();
    expect(await session.look()).toMatchObject({ drawer: 'closed' });
  });
});
