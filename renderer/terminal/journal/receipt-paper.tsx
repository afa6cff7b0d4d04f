import { Barcode, Scissors } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LaidOutLine } from '../../../domain/receipt/lay-out.ts';
import { Paper } from '../../kit/paper.tsx';
import { QrCode } from '../../kit/qr-code.tsx';
import { pictureUrl } from './picture-url.ts';

function Line({ line }: { readonly line: LaidOutLine }): ReactElement {
  switch (line.kind) {
    case 'text':
      return (
        <div
          className={`min-h-[1.4em] ${line.style.bold ? 'font-bold' : ''} ${line.style.size === 'large' ? 'text-[26px] leading-[1.2]' : ''}`}
        >
          {line.text}
        </div>
      );
    case 'qr':
      return (
        <div className="flex flex-col items-center gap-1 py-2 text-[11px]">
          <div className="w-28">
            <QrCode text={line.data} label={line.data} />
          </div>
          {line.data}
        </div>
      );
    case 'barcode':
      return (
        <div className="flex flex-col items-center gap-1 py-2 text-[11px]">
          <Barcode size={84} strokeWidth={1.25} aria-hidden="true" />
          {line.data}
        </div>
      );
    case 'image':
      return (
        <div className="flex justify-center py-1">
          <img src={pictureUrl(line)} alt="" className="max-w-full" style={{ width: line.widthDots / 2 }} />
        </div>
      );
    case 'cut':
      return (
        <div aria-hidden="true" className="mt-3 flex items-center gap-2 text-neutral-500">
          <Scissors size={14} />
          <span className="flex-1 border-t border-dashed border-neutral-400" />
        </div>
      );
  }
}

/** A receipt as the printer puts it on paper: the same laid-out lines, large ones twice as large, codes and the cut. */
export function ReceiptPaper({
  lines,
  columns,
}: {
  readonly lines: readonly LaidOutLine[];
  readonly columns: number;
}): ReactElement {
  return (
    <Paper columns={columns}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of paper have no identity but their place
        <Line key={index} line={line} />
      ))}
    </Paper>
  );
}
