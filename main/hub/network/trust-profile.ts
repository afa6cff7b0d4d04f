import { createHash } from 'node:crypto';

/** What a profile for Apple devices says of itself. */
export interface ProfileFacts {
  readonly authorityPem: string;
  /** The hub's DNS name. */
  readonly hubName: string;
  readonly storeName: string;
}

/** MIME type of a configuration profile; Safari offers to install what comes with it. */
export const profileType = 'application/x-apple-aspen-config';

/**
 * A configuration profile with the hub's authority as a root (payload `com.apple.security.root`, Apple "CertificateRoot"):
 * installed by hand, then trusted in the certificate settings; or pushed by device management, which trusts it at once.
 * The ids follow from the certificate: installing it again replaces the old one.
 */
export function trustProfile({ authorityPem, hubName, storeName }: ProfileFacts): string {
  const der = derOf(authorityPem);
  const title = escaped(`Kaunter ${hubName}`);
  const rows = (der.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadCertificateFileName</key><string>kaunter.cer</string>
<key>PayloadContent</key><data>
${rows}
</data>
<key>PayloadDisplayName</key><string>${title}</string>
<key>PayloadIdentifier</key><string>kaunter.${escaped(hubName)}.root</string>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadUUID</key><string>${idOf(der, 'root')}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></array>
<key>PayloadDisplayName</key><string>${title}</string>
<key>PayloadIdentifier</key><string>kaunter.${escaped(hubName)}</string>
<key>PayloadOrganization</key><string>${escaped(storeName)}</string>
<key>PayloadRemovalDisallowed</key><false/>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadUUID</key><string>${idOf(der, 'profile')}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></plist>
`;
}

/** The bytes of a certificate. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}

/** Text as XML or HTML may hold it. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (found) => entities[found] ?? found);
}

function idOf(der: Buffer, part: string): string {
  const hex = createHash('sha256').update(der).update(part).digest('hex').slice(0, 32).toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
