import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Camera } from './gallery-camera.ts';

const counterSize = { width: 1366, height: 768 };
const phoneSize = { width: 390, height: 844 };
/** The whole picture, in CSS pixels, and how large the two screens stand in it. */
const pictureSize = { width: 1500, height: 760 };
const counterWidth = 1_060;
const phoneWidth = 316;

/** Which screens stand beside each other: places of the gallery. */
export interface SideBySide {
  readonly counter: string;
  readonly phone: string;
  readonly file: string;
}

function dataUrl(file: string): string {
  return `data:image/png;base64,${readFileSync(file).toString('base64')}`;
}

function pageOf(counter: string, phone: string): string {
  return `<!doctype html><style>
    body{margin:0;width:${pictureSize.width}px;height:${pictureSize.height}px;display:flex;align-items:center;
      justify-content:center;gap:44px;background:#ece6dd}
    img{display:block}
    .counter{width:${counterWidth}px;border:9px solid #26221f;border-radius:14px;box-shadow:0 14px 36px #0003}
    .phone{width:${phoneWidth}px;border:9px solid #26221f;border-radius:34px;box-shadow:0 14px 36px #0003}
  </style><img class="counter" src="${counter}"><img class="phone" src="${phone}">`;
}

/** One picture of the counter and of a phone, each as it really looks at its own size. */
export async function shootSideBySide(camera: Camera, { counter, phone, file }: SideBySide): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-pictures-'));
  const [counterFile, phoneFile] = [join(dir, 'counter.png'), join(dir, 'phone.png')];
  try {
    await camera.shoot({ place: counter, size: counterSize, file: counterFile });
    await camera.shoot({ place: phone, size: phoneSize, file: phoneFile });
    await camera.draw(pageOf(dataUrl(counterFile), dataUrl(phoneFile)), { size: pictureSize, file });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
