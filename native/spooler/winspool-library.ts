import type { Winspool, WinspoolHandle, WinspoolPrinter } from './winspool.ts';

type Koffi = typeof import('koffi');
type Library = ReturnType<Koffi['load']>;
type NativeFunction = ReturnType<Library['func']>;
type Call = (...args: readonly unknown[]) => Promise<number>;

/** PRINTER_ENUM_LOCAL and PRINTER_ENUM_CONNECTIONS. */
const enumFlags = 0x2 | 0x4;
/** JOB_CONTROL_DELETE. */
const controlDelete = 5;
/** Level of PRINTER_INFO_2 and of JOB_INFO_1. */
const printerLevel = 2;
const jobLevel = 1;

/**
 * winspool.drv, as Windows documents it ("Print Spooler API", winspool.h), through FFI: no driver swap, no helper program.
 * `file` is another library for tests. Calls run outside the main thread, since a queue on another machine may be slow.
 */
export async function loadWinspool(file = 'winspool.drv'): Promise<Winspool> {
  const koffi: Koffi = await import('koffi');
  const library = koffi.load(file);
  const types = declareTypes(koffi);
  const functions = declareFunctions(koffi, library, types);
  const list = (): Promise<readonly WinspoolPrinter[]> => listPrinters(koffi, functions, types);
  return { list, open: (name) => openPrinter(koffi, functions, { name, types }) };
}

function declareTypes(koffi: Koffi) {
  const text = 'str16';
  const number = 'uint32_t';
  // Anonymous: a second load must not declare a name twice.
  const printerInfo2 = koffi.struct({
    pServerName: text,
    pPrinterName: text,
    pShareName: text,
    pPortName: text,
    pDriverName: text,
    pComment: text,
    pLocation: text,
    pDevMode: 'void *',
    pSepFile: text,
    pPrintProcessor: text,
    pDatatype: text,
    pParameters: text,
    pSecurityDescriptor: 'void *',
    Attributes: number,
    Priority: number,
    DefaultPriority: number,
    StartTime: number,
    UntilTime: number,
    Status: number,
    cJobs: number,
    AveragePPM: number,
  });
  const jobInfo1Head = koffi.struct({
    JobId: number,
    pPrinterName: text,
    pMachineName: text,
    pSubmitter: text,
    pDocument: text,
    pDatatype: text,
    pStatus: text,
    Status: number,
  });
  const docInfo1 = koffi.struct({ pDocName: text, pOutputFile: text, pDatatype: text });
  return { printerInfo2, jobInfo1Head, docInfo1 };
}
type Types = ReturnType<typeof declareTypes>;

function declareFunctions(koffi: Koffi, library: Library, types: Types) {
  const call = (declaration: string): Call => asPromise(library.func(declaration));
  return {
    enumPrinters: call(
      'int EnumPrintersW(uint32_t flags, str16 name, uint32_t level, _Inout_ uint8_t *into, uint32_t size, _Out_ uint32_t *needed, _Out_ uint32_t *count)',
    ),
    openPrinter: call('int OpenPrinterW(str16 name, _Out_ void **handle, void *defaults)'),
    closePrinter: call('int ClosePrinter(void *handle)'),
    startDoc: asPromise(
      library.func('StartDocPrinterW', 'uint32_t', ['void *', 'uint32_t', koffi.pointer(types.docInfo1)]),
    ),
    startPage: call('int StartPagePrinter(void *handle)'),
    write: call('int WritePrinter(void *handle, uint8_t *bytes, uint32_t count, _Out_ uint32_t *written)'),
    endPage: call('int EndPagePrinter(void *handle)'),
    endDoc: call('int EndDocPrinter(void *handle)'),
    getJob: call(
      'int GetJobW(void *handle, uint32_t job, uint32_t level, _Inout_ uint8_t *into, uint32_t size, _Out_ uint32_t *needed)',
    ),
    setJob: call('int SetJobW(void *handle, uint32_t job, uint32_t level, void *info, uint32_t command)'),
  };
}
type Functions = ReturnType<typeof declareFunctions>;

function asPromise(native: NativeFunction): Call {
  return (...args) =>
    new Promise((resolve, reject) => {
      native.async(...args, (error: unknown, value: number) => (error ? reject(error) : resolve(value)));
    });
}

async function mustWork(work: Promise<number>, name: string): Promise<number> {
  const value = await work;
  if (value === 0) throw new Error(`${name} failed`);
  return value;
}

async function listPrinters(koffi: Koffi, functions: Functions, types: Types): Promise<readonly WinspoolPrinter[]> {
  const needed = [0];
  const count = [0];
  // The first call only tells how much room the answer takes.
  await functions.enumPrinters(enumFlags, null, printerLevel, null, 0, needed, count);
  const size = needed[0] ?? 0;
  if (size === 0) return [];
  const into = Buffer.alloc(size);
  const listed = functions.enumPrinters(enumFlags, null, printerLevel, into, size, needed, count);
  await mustWork(listed, 'EnumPrintersW');
  const stride = koffi.sizeof(types.printerInfo2);
  return Array.from({ length: count[0] ?? 0 }, (_, at) => {
    const info = koffi.decode(into, at * stride, types.printerInfo2);
    return {
      name: String(info.pPrinterName ?? ''),
      port: String(info.pPortName ?? ''),
      driver: String(info.pDriverName ?? ''),
      status: Number(info.Status),
      attributes: Number(info.Attributes),
    };
  });
}

async function openPrinter(
  koffi: Koffi,
  functions: Functions,
  { name, types }: { readonly name: string; readonly types: Types },
): Promise<WinspoolHandle | null> {
  const out: unknown[] = [null];
  if ((await functions.openPrinter(name, out, null)) === 0) return null;
  const handle = out[0];
  return {
    startJob: async (title) => {
      const info = { pDocName: title, pOutputFile: null, pDatatype: 'RAW' };
      const job = await mustWork(functions.startDoc(handle, 1, info), 'StartDocPrinterW');
      await mustWork(functions.startPage(handle), 'StartPagePrinter');
      return job;
    },
    write: async (bytes) => {
      const written = [0];
      await mustWork(functions.write(handle, Buffer.from(bytes), bytes.byteLength, written), 'WritePrinter');
      return written[0] ?? 0;
    },
    endJob: async () => {
      await mustWork(functions.endPage(handle), 'EndPagePrinter');
      await mustWork(functions.endDoc(handle), 'EndDocPrinter');
    },
    jobStatus: async (job) => {
      const needed = [0];
      await functions.getJob(handle, job, jobLevel, null, 0, needed);
      const into = Buffer.alloc(needed[0] ?? 0);
      if (into.byteLength === 0) return null;
      const isThere = await functions.getJob(handle, job, jobLevel, into, into.byteLength, needed);
      return isThere === 0 ? null : Number(koffi.decode(into, types.jobInfo1Head).Status);
    },
    deleteJob: async (job) => {
      await mustWork(functions.setJob(handle, job, 0, null, controlDelete), 'SetJobW');
    },
    close: async () => {
      await mustWork(functions.closePrinter(handle), 'ClosePrinter');
    },
  };
}
