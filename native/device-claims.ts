const claimed = new Set<string>();

/**
 * Takes a device for one transport of this process, by any text that names it (`hid /dev/hidraw0`). Answers how to give
 * it back, or null while another holds it: a HID node or a pty can be opened twice, and then two roles share its bytes.
 */
export function claimDevice(name: string): (() => void) | null {
  if (claimed.has(name)) return null;
  claimed.add(name);
  return () => claimed.delete(name);
}
