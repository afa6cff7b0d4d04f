import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';

/** Where the reader's wasm lies: beside the app, never on another host, or nothing could be scanned in the yard. */
export const readerWasmUrl = '/assets/zxing_reader.wasm';
/** Between two looks at the picture, in milliseconds. */
const lookEveryMs = 120;
/** The same code counts again after it was out of sight for so long, in milliseconds. */
const sameCodeMs = 1_200;

/** Kinds of codes that stand on goods and receipts, as the detector names them, with the AIM identifier a scanner would send. */
const aimIds = {
  ean_13: ']E0',
  ean_8: ']E4',
  upc_a: ']E0',
  upc_e: ']E0',
  code_128: ']C0',
  databar: ']e0',
  databar_expanded: ']e0',
  data_matrix: ']d2',
  qr_code: ']Q0',
  itf: ']I0',
} as const;
export type CodeFormat = keyof typeof aimIds;

/** Why there is no picture. */
export type CameraTrouble = 'camera-missing' | 'camera-denied' | 'camera-busy';

export interface CameraScanner {
  readonly stop: () => void;
  /** Turns the lamp on or off; false where there is none. */
  readonly torch: (on: boolean) => Promise<boolean>;
}

export interface CameraUse {
  readonly video: HTMLVideoElement;
  /** A code as `HandheldEngine.scan` takes it. Once for each time it comes into sight. */
  readonly onScan: (raw: string) => void;
  readonly now?: () => number;
}

let isPrepared = false;
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  prepareZXingModule({ overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? readerWasmUrl : path) } });
}

/** Reads codes of a picture; works without any network. */
export async function codesOf(picture: ImageBitmapSource): Promise<string[]> {
  prepare();
  const detector = new BarcodeDetector({ formats: Object.keys(aimIds) as CodeFormat[] });
  const found = await detector.detect(picture);
  return found.map(({ format, rawValue }) => `${aimIds[format as CodeFormat] ?? ''}${rawValue}`);
}

/** Opens the camera at the back and reads codes until it is stopped. Gives a trouble instead of throwing. */
export async function openCamera({ video, onScan, now = Date.now }: CameraUse): Promise<CameraScanner | CameraTrouble> {
  const stream = await pictureOf();
  if (typeof stream === 'string') return stream;
  video.srcObject = stream;
  video.playsInline = true;
  await video.play().catch(() => undefined);
  let isOpen = true;
  const seen = new Map<string, number>();
  const look = async (): Promise<void> => {
    if (!isOpen) return;
    const codes = video.readyState >= video.HAVE_CURRENT_DATA ? await codesOf(video).catch(() => []) : [];
    for (const code of codes) {
      if (now() - (seen.get(code) ?? Number.NEGATIVE_INFINITY) > sameCodeMs) onScan(code);
      seen.set(code, now());
    }
    if (isOpen) setTimeout(() => void look(), lookEveryMs);
  };
  void look();
  return {
    stop: () => {
      isOpen = false;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
    torch: async (on) => {
      const [track] = stream.getVideoTracks();
      const lamp = { advanced: [{ torch: on } as MediaTrackConstraintSet] };
      return (
        (await track?.applyConstraints(lamp).then(
          () => true,
          () => false,
        )) ?? false
      );
    },
  };
}

async function pictureOf(): Promise<MediaStream | CameraTrouble> {
  if (!navigator.mediaDevices?.getUserMedia) return 'camera-missing';
  const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1_280 } };
  return await navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((error: unknown) => {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError') return 'camera-denied' as const;
    return name === 'NotReadableError' ? ('camera-busy' as const) : ('camera-missing' as const);
  });
}
