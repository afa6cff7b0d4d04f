import qrcode from 'qrcode';

/** A QR code as its modules, error correction level M, smallest version that fits. */
export interface QrModules {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** Encodes text (beyond Latin-1 as UTF-8) as a QR code. Throws when the text is longer than a QR code can hold. */
export function qrModules(data: string): QrModules {
  const { modules } = qrcode.create(data, { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) !== 0 };
}
