import qrcode from 'qrcode';
import { type ReactElement, useMemo } from 'react';

/** Blank modules around a code (ISO/IEC 18004: four). */
const quietModules = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What it is for, for who cannot see it. */
  readonly label: string;
  readonly testId?: string;
}

/** A QR code as sharp shapes, dark on white in every theme: cameras need it so. */
export function QrCode({ text, label, testId }: QrCodeProps): ReactElement {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      data-testid={testId}
      data-text={text}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="h-auto w-full rounded-control bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) parts.push(`M${column + quietModules} ${row + quietModules}h1v1h-1z`);
  return { size: modules.size + 2 * quietModules, path: parts.join('') };
}
