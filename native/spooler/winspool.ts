/** A printer as Windows lists it (PRINTER_INFO_2). `port`: `USB001`, `IP_192.168.1.50`, `COM3:` … */
export interface WinspoolPrinter {
  readonly name: string;
  readonly port: string;
  readonly driver: string;
  /** PRINTER_STATUS_ and PRINTER_ATTRIBUTE_ bits. */
  readonly status: number;
  readonly attributes: number;
}

/** A printer opened with OpenPrinterW. All calls reject with an `Error` that names the function that failed. */
export interface WinspoolHandle {
  /** StartDocPrinterW with datatype RAW, and StartPagePrinter; answers the number of the job. */
  startJob(title: string): Promise<number>;
  /** WritePrinter; answers how many bytes were taken. */
  write(bytes: Uint8Array): Promise<number>;
  /** EndPagePrinter and EndDocPrinter: the job may now go to its printer. */
  endJob(): Promise<void>;
  /** GetJobW: JOB_STATUS_ bits, or null when the queue holds no such job (any more). */
  jobStatus(job: number): Promise<number | null>;
  /** SetJobW with JOB_CONTROL_DELETE. */
  deleteJob(job: number): Promise<void>;
  /** ClosePrinter. */
  close(): Promise<void>;
}

/** The Windows spooler as a transport needs it: `winspool-library.ts` calls winspool.drv, tests hand in a fake. */
export interface Winspool {
  /** EnumPrintersW: printers of this machine and those it is connected to. */
  list(): Promise<readonly WinspoolPrinter[]>;
  /** OpenPrinterW, which succeeds for a printer that is unplugged; null when Windows refuses it. */
  open(name: string): Promise<WinspoolHandle | null>;
}

/** Bits of PRINTER_INFO_2.Status and .Attributes that mean nobody is there (winspool.h). */
export const printerAwayStatus = 0x0000_0080 | 0x0000_1000; // OFFLINE, NOT_AVAILABLE
export const printerAwayAttributes = 0x0000_0400; // WORK_OFFLINE
/** Bits of JOB_INFO_1.Status of a job that was given up: DELETING, DELETED. */
export const jobGivenUpStatus = 0x0000_0004 | 0x0000_0100;
/** Bits of a job that is done though the queue keeps it: PRINTED, COMPLETE. */
export const jobDoneStatus = 0x0000_0080 | 0x0000_1000;
