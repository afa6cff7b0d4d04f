import { contextBridge, ipcRenderer } from 'electron';
import type { CustomerDisplayBridge } from '../contracts/customer-display.ts';

// The names are written out, as in the terminal's preload. A test compares them with `customerDisplayChannels`.
const bridge: CustomerDisplayBridge = {
  next: (seen) => ipcRenderer.invoke('kaunter:customer-display.next', seen),
  picture: () => ipcRenderer.invoke('kaunter:customer-display.picture'),
  onPicture: (changed) => {
    const forward = (): void => changed();
    ipcRenderer.on('kaunter:customer-display.picture-changed', forward);
    return () => void ipcRenderer.off('kaunter:customer-display.picture-changed', forward);
  },
};

contextBridge.exposeInMainWorld('customerDisplay', bridge);
