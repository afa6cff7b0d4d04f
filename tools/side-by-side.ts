import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Camera } from './gallery-camera.ts';

/** How each kind of screen is taken, and how wide it stands in the picture, in CSS pixels. */
const screens = {
  counter: { size: { width: 1366, height: 768 }, shownWidth: 1_060, radius: 14 },
  phone: { size: { width: 390, height: 844 }, shownWidth: 316, radius: 34 },
} as const;
/** The whole picture, in CSS pixels. */
const pictureSize = { width: 1500, height: 760 };

/** A screen in the picture: a place of the gallery. */
export interface Screen {
  readonly kind: keyof typeof screens;
  readonly place: string;
}

function imageOf({ kind }: Screen, file: string): string {
  const { shownWidth, radius } = screens[kind];
  const source = `data:image/png;base64,${readFileSync(file).toString('base64')}`;
  return `<img style="width:${shownWidth}px;border-radius:${radius}px" src="${source}">`;
}

function pageOf(images: readonly string[]): string {
  return `<!doctype html><style>
    body{margin:0;width:${pictureSize.width}px;height:${pictureSize.height}px;display:flex;align-items:center;
      justify-content:center;gap:44px;background:#ece6dd}
    img{display:block;border:9px solid #26221f;box-shadow:0 14px 36px #0003}
  </style>${images.join('')}`;
}

/** One picture of several screens, each as it really looks at its own size. */
export async function shootSideBySide(camera: Camera, shown: readonly Screen[], file: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-pictures-'));
  try {
    const images: string[] = [];
    for (const [index, screen] of shown.entries()) {
      const screenFile = join(dir, `${index}.png`);
      await camera.shoot({ place: screen.place, size: screens[screen.kind].size, file: screenFile });
      images.push(imageOf(screen, screenFile));
    }
    await camera.draw(pageOf(images), { size: pictureSize, file });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
