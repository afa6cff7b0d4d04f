import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import {
  type FileFilter,
  type FileToSave,
  type OpenedFile,
  openFileBytesMax,
  type PathKind,
} from '../../../contracts/bridge.ts';

const filters: Readonly<Record<FileFilter, Electron.FileFilter[]>> = {
  catalog: [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }],
  picture: [{ name: 'PNG, JPEG, WebP', extensions: ['png', 'jpg', 'jpeg', 'webp'] }],
  sealed: [{ name: 'Kaunter', extensions: ['json'] }],
  any: [],
};

async function readWithinLimit(path: string): Promise<Uint8Array> {
  let size: number;
  try {
    size = (await stat(path)).size;
    if (size <= openFileBytesMax) return new Uint8Array(await readFile(path));
  } catch {
    throw new Error('file-unreadable');
  }
  throw new Error('file-too-large');
}

/** Lets a person pick one file and reads it; null when they cancelled. Only the bytes and the name reach the window. */
export async function openFile(window: BrowserWindow, filter: FileFilter): Promise<OpenedFile | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: filters[filter],
  });
  const path = filePaths[0];
  if (canceled || path === undefined) return null;
  return { name: basename(path), bytes: await readWithinLimit(path) };
}

const pathDialogs: Readonly<Record<PathKind, Pick<Electron.OpenDialogOptions, 'properties' | 'filters'>>> = {
  folder: { properties: ['openDirectory', 'createDirectory'] },
  backup: { properties: ['openFile'], filters: [{ name: 'Kaunter', extensions: ['kbackup'] }] },
  certificate: { properties: ['openFile'], filters: [{ name: 'PEM', extensions: ['pem', 'crt', 'cer', 'key'] }] },
};

/** Lets a person pick a folder or file for the hub; only its path reaches the window. Null when they cancelled. */
export async function choosePath(window: BrowserWindow, kind: PathKind): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, pathDialogs[kind]);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Lets a person choose where to keep a file; false when they cancelled. */
export async function saveFile(window: BrowserWindow, file: FileToSave): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: file.name });
  if (canceled || !filePath) return false;
  try {
    await writeFile(filePath, file.bytes);
  } catch {
    throw new Error('file-not-written');
  }
  return true;
}
