import qrcode from 'qrcode';
import { type ReactElement, useMemo } from 'react';
import { QrFigure } from './qr-figure.tsx';

export interface QrCodeProps {
  readonly text: string;
  /** What it is for, for who cannot see it. */
  readonly label: string;
  readonly testId?: string;
}

/** The QR code of a text. */
export function QrCode({ text, label, testId }: QrCodeProps): ReactElement {
  const modules = useMemo(() => qrModules(text, 'M'), [text]);
  return (
    <div data-testid={testId} data-text={text}>
      <QrFigure modules={modules} label={label} />
    </div>
  );
}

/** Modules of a text, row by row; `L` fits more, `M` stands more dirt. */
export function qrModules(text: string, level: 'L' | 'M'): readonly (readonly boolean[])[] {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: level });
  const rows = Array.from({ length: modules.size }, (_, row) => row);
  return rows.map((row) => rows.map((column) => Boolean(modules.get(row, column))));
}
