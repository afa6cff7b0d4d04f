import type { ReactElement } from 'react';

export interface QrFigureProps {
  /** Modules row by row; true is dark. */
  readonly modules: readonly (readonly boolean[])[];
  /** What the code is for, read out. */
  readonly label: string;
  readonly testId?: string;
}

/** Light modules a code needs around itself to be read. Source: ISO/IEC 18004, quiet zone of 4 modules. */
const quietModules = 4;

/** A QR code, black on white in every theme: cameras want it so. */
export function QrFigure({ modules, label, testId }: QrFigureProps): ReactElement {
  const size = modules.length + 2 * quietModules;
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      data-testid={testId}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="block h-full w-full rounded-control bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
