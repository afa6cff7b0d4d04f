const hostCharsMax = 253;
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A host as it is written once: small letters, no dot at the end, figures of an IPv4 address without zeros before them;
 * `localhost`, `::1` and all of 127.0.0.0/8 are `127.0.0.1`. Null for what can be no host (RFC 1123, 2.1; RFC 4291, 2.2).
 */
export function plainHost(host: string): string | null {
  const text = host.trim().toLowerCase().replace(/\.$/, '');
  if (text === '' || text.length > hostCharsMax) return null;
  if (text.includes(':')) return plainIpv6(text);
  const labels = text.split('.');
  if (/^\d+$/.test(labels.at(-1) ?? '')) return plainIpv4(labels);
  if (!labels.every((each) => label.test(each))) return null;
  return text === 'localhost' ? loopback : text;
}

const loopback = '127.0.0.1';

function plainIpv4(parts: readonly string[]): string | null {
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return null;
  const [first] = parts.map(Number);
  return first === 127 ? loopback : parts.map(Number).join('.');
}

function plainIpv6(text: string): string | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (!/^[0-9a-f:]{2,39}(%[a-z0-9_.-]+)?$/.test(bare) || bare.split(':').length > 8 || /:::|::.*::/.test(bare))
    return null;
  if (!bare.includes('::') && bare.split(':').length !== 8) return null;
  return bare === '::1' ? loopback : bare;
}
