import { TcpTransport } from '../../native/tcp.ts';
import { runDevices } from '../devices/index.ts';

// Entry file of the device process: the composition root hands the transports of native/ to main/devices, which
// may not import them.
runDevices(process, { tcp: (target) => new TcpTransport(target) });
