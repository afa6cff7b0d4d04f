/** `POLLOUT` of poll(2) on Linux. */
const pollOut = 0x0004;
/** Bytes of `struct pollfd`: int fd, short events, short revents. */
const pollFdBytes = 8;

type Poll = (fds: Buffer, count: number, timeoutMs: number) => number;
let poll: Poll | null | undefined;

async function loadPoll(): Promise<Poll | null> {
  try {
    const { default: koffi } = await import('koffi');
    return koffi.load(null).func('int poll(_Inout_ uint8_t *fds, unsigned long count, int timeout)') as Poll;
  } catch {
    return null;
  }
}

/**
 * Would a write be taken now? Asked of the kernel by poll(2), which Node does not offer; never waits. Null where it
 * cannot be asked. For `/dev/usb/lp*` it also says that the printer has taken all before (`usblp_poll` of the kernel's
 * drivers/usb/class/usblp.c).
 */
export async function isWritable(fd: number): Promise<boolean | null> {
  if (process.platform !== 'linux') return null;
  poll ??= await loadPoll();
  if (poll === null) return null;
  const asked = Buffer.alloc(pollFdBytes);
  asked.writeInt32LE(fd, 0);
  asked.writeInt16LE(pollOut, 4);
  return poll(asked, 1, 0) > 0;
}
