import { catalogFileBytesMax } from '../../../contracts/catalog.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';

/** Files that are kept for an import at once; each may have `catalogFileBytesMax` bytes. */
export const uploadsMax = 4;
/** A file nobody touched is forgotten after this, in milliseconds. */
export const uploadMsMax = 1_800_000;

/** One part of a file. */
export interface UploadPart {
  readonly uploadId: string | null;
  readonly fileName: string;
  readonly totalBytes: number;
  readonly offset: number;
  readonly bytesBase64: string;
}

/** A file that has arrived whole. */
export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

interface Upload {
  readonly staffId: StaffId;
  readonly fileName: string;
  readonly bytes: Buffer;
  received: number;
  touchedAt: number;
}

type AddRefusal = 'upload-unknown' | 'upload-gap' | 'uploads-full';

/** Catalog files on their way in, in memory: part by part, gap-free, each for the person who sends it. */
export class UploadShelf {
  readonly #ambient: Ambient;
  readonly #uploads = new Map<string, Upload>();

  constructor(ambient: Ambient) {
    this.#ambient = ambient;
  }

  /** Takes a part. The same part again changes nothing, so that a lost answer can be asked for again. */
  add(
    staffId: StaffId,
    part: UploadPart,
  ): Outcome<{ readonly uploadId: string; readonly receivedBytes: number; readonly complete: boolean }, AddRefusal> {
    this.#forgetOld();
    const uploadId = part.uploadId ?? this.#begin(staffId, part);
    if (uploadId === null) return refuse('uploads-full');
    const upload = this.#uploads.get(uploadId);
    if (!upload || upload.staffId !== staffId || upload.bytes.length !== part.totalBytes)
      return refuse('upload-unknown');
    const bytes = Buffer.from(part.bytesBase64, 'base64');
    const end = part.offset + bytes.length;
    if (part.offset > upload.received || end > upload.bytes.length) return refuse('upload-gap');
    bytes.copy(upload.bytes, part.offset);
    upload.received = Math.max(upload.received, end);
    upload.touchedAt = this.#ambient.now();
    return accept({ uploadId, receivedBytes: upload.received, complete: upload.received === upload.bytes.length });
  }

  /** The whole file of this person. */
  file(staffId: StaffId, uploadId: string): Outcome<UploadedFile, 'upload-unknown' | 'upload-incomplete'> {
    const upload = this.#uploads.get(uploadId);
    if (!upload || upload.staffId !== staffId) return refuse('upload-unknown');
    upload.touchedAt = this.#ambient.now();
    const { fileName, bytes, received } = upload;
    return received === bytes.length ? accept({ fileName, bytes }) : refuse('upload-incomplete');
  }

  drop(uploadId: string): void {
    this.#uploads.delete(uploadId);
  }

  /** A person who starts another file lets go of the one before. */
  #begin(staffId: StaffId, { fileName, totalBytes }: UploadPart): string | null {
    for (const [uploadId, upload] of this.#uploads) if (upload.staffId === staffId) this.#uploads.delete(uploadId);
    if (this.#uploads.size >= uploadsMax || totalBytes > catalogFileBytesMax) return null;
    const uploadId = this.#ambient.newId();
    const touchedAt = this.#ambient.now();
    this.#uploads.set(uploadId, { staffId, fileName, bytes: Buffer.alloc(totalBytes), received: 0, touchedAt });
    return uploadId;
  }

  #forgetOld(): void {
    const oldest = this.#ambient.now() - uploadMsMax;
    for (const [uploadId, upload] of this.#uploads) if (upload.touchedAt < oldest) this.#uploads.delete(uploadId);
  }
}
