import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { AppEvent, KaunterBridge } from '../contracts/bridge.ts';

// The names are written out: a sandboxed preload is one file, and importing the contract would carry zod into it.
// A test compares them with `bridgeChannels`.
const bridge: KaunterBridge = {
  connection: () => ipcRenderer.invoke('kaunter:connection'),
  onEvent: (listener) => {
    const forward = (_event: IpcRendererEvent, appEvent: AppEvent): void => listener(appEvent);
    ipcRenderer.on('kaunter:event', forward);
    void ipcRenderer.invoke('kaunter:events');
    return () => void ipcRenderer.off('kaunter:event', forward);
  },
  retry: () => ipcRenderer.invoke('kaunter:retry'),
  facts: () => ipcRenderer.invoke('kaunter:facts'),
  openFile: (filter) => ipcRenderer.invoke('kaunter:open-file', filter),
  saveFile: (file) => ipcRenderer.invoke('kaunter:save-file', file),
  choosePath: (kind) => ipcRenderer.invoke('kaunter:choose-path', kind),
  quit: () => ipcRenderer.invoke('kaunter:quit'),
  showCustomer: (update) => ipcRenderer.send('kaunter:show-customer', update),
  chooseIdlePicture: () => ipcRenderer.invoke('kaunter:choose-idle-picture'),
  removeIdlePicture: () => ipcRenderer.invoke('kaunter:remove-idle-picture'),
  customerDisplayState: () => ipcRenderer.invoke('kaunter:customer-display-state'),
};

contextBridge.exposeInMainWorld('kaunter', bridge);
