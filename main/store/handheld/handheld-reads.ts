import { type DevicePolicy, devicePolicy, devicePolicyDefault } from '../../../contracts/fleet.ts';
import type { DeviceKey } from '../../../contracts/pairing.ts';
import type { DeviceState } from '../../../domain/fleet/device-state.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import type { Role } from '../../../domain/staff/permission.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** A handheld as the record has it. */
export interface Device {
  readonly deviceId: string;
  readonly installId: InstallId;
  readonly code: string;
  readonly name: string;
  readonly ownerId: StaffId | null;
  readonly role: Role;
  readonly state: DeviceState;
  readonly key: DeviceKey;
  readonly jkt: string;
  readonly platform: string;
  readonly browser: string;
  /** UTC epoch ms. */
  readonly pairedAt: number;
}

/** A passkey of a person, and the device it was made at. `publicKey` is COSE, base64url. */
export interface Passkey {
  readonly credentialId: string;
  readonly staffId: StaffId;
  readonly deviceId: string;
  readonly publicKey: string;
  readonly counter: number;
  /** UTC epoch ms. */
  readonly addedAt: number;
}

export interface DeviceReads {
  readonly list: () => Device[];
  readonly get: (deviceId: string) => Device | null;
  readonly ofInstall: (installId: string) => Device | null;
  readonly ofKey: (jkt: string) => Device | null;
  /** Was this key ever a device's? */
  readonly isKeyUsed: (jkt: string) => boolean;
  readonly policy: () => DevicePolicy;
  /** Those that were not taken away again. */
  readonly passkeys: (staffId: StaffId) => Passkey[];
  /** The same of everybody, of one device. */
  readonly passkeysAt: (deviceId: string) => Passkey[];
  readonly isPasskeyKnown: (credentialId: string) => boolean;
  readonly setPasskeyCounter: (credentialId: string, counter: number) => void;
  /** What was last heard of each device, as JSON. */
  readonly heard: () => Row<'device_heard'>[];
  readonly setHeard: (row: Row<'device_heard'>) => void;
  /** A secret of the hub's own that a backup has to carry; made when it is asked for first. */
  readonly secret: (name: string, make: () => string) => string;
}

type Write = <Value>(act: () => Value) => Value;

/** Devices, policy and passkeys of the record, and what has to survive a restart beside it. */
export function deviceReads(reader: Reader, write: Write): DeviceReads {
  const queries = deviceQueries(reader);
  const { connection } = reader;
  const [putCounter, putHeard] = [putRow(connection, 'passkey_use'), putRow(connection, 'device_heard')];
  const one = (row: Row<'device'> | undefined): Device | null => (row === undefined ? null : deviceOfRow(row));
  return {
    list: () => queries.all.all({}).map(deviceOfRow),
    get: (id) => one(queries.byId.get({ id })),
    ofInstall: (id) => one(queries.byInstall.get({ id })),
    ofKey: (jkt) => one(queries.byKey.get({ id: jkt })),
    isKeyUsed: (jkt) => queries.anyKey.get({ id: jkt }) !== undefined,
    policy: () => {
      const row = queries.policy.get({});
      return row === undefined ? devicePolicyDefault : devicePolicy.parse(JSON.parse(row.document));
    },
    passkeys: (staffId) => queries.passkeys.all({ id: staffId }).map(passkeyOfRow),
    passkeysAt: (deviceId) => queries.passkeysAt.all({ id: deviceId }).map(passkeyOfRow),
    isPasskeyKnown: (id) => queries.anyPasskey.get({ id }) !== undefined,
    setPasskeyCounter: (credential_id, counter) => void write(() => putCounter({ credential_id, counter })),
    heard: () => queries.heard.all({}),
    setHeard: (row) => void write(() => putHeard(row)),
    secret: hubSecret(connection, write),
  };
}

function deviceQueries(reader: Reader) {
  type ById = { readonly id: string };
  const deviceBy = (column: 'device_id' | 'install_id' | 'jkt') =>
    reading<ById, Row<'device'>>(reader, (query, param) =>
      query.selectFrom('device').selectAll().where(column, '=', param('id')),
    );
  const passkeysBy = (column: 'staff_id' | 'device_id') =>
    reading<ById, Row<'passkey'> & { counter: number | null }>(reader, (query, param) =>
      query
        .selectFrom('passkey')
        .leftJoin('passkey_use', 'passkey_use.credential_id', 'passkey.credential_id')
        .leftJoin('passkey_removed', 'passkey_removed.credential_id', 'passkey.credential_id')
        .selectAll('passkey')
        .select('passkey_use.counter as counter')
        .where(column, '=', param('id'))
        .where('passkey_removed.credential_id', 'is', null)
        .orderBy('passkey.added_at')
        .orderBy('passkey.credential_id'),
    );
  return {
    all: reading<object, Row<'device'>>(reader, (query) =>
      query.selectFrom('device').selectAll().orderBy('paired_at').orderBy('device_id'),
    ),
    byId: deviceBy('device_id'),
    byInstall: deviceBy('install_id'),
    byKey: deviceBy('jkt'),
    anyKey: reading<ById, { op_no: number }>(reader, (query, param) =>
      query.selectFrom('device_key').select('op_no').where('jkt', '=', param('id')),
    ),
    anyPasskey: reading<ById, { op_no: number }>(reader, (query, param) =>
      query.selectFrom('passkey').select('op_no').where('credential_id', '=', param('id')),
    ),
    policy: reading<object, Row<'device_policy'>>(reader, (query) => query.selectFrom('device_policy').selectAll()),
    passkeys: passkeysBy('staff_id'),
    passkeysAt: passkeysBy('device_id'),
    heard: reading<object, Row<'device_heard'>>(reader, (query) => query.selectFrom('device_heard').selectAll()),
  };
}

function hubSecret(connection: Reader['connection'], write: Write): DeviceReads['secret'] {
  const known = statement<{ name: string }, { value: string }>(connection, (query, param) =>
    query.selectFrom('store_fact').select('value').where('name', '=', param('name')),
  );
  const put = putRow(connection, 'store_fact');
  return (name, make) => {
    const found = known.get({ name })?.value;
    if (found !== undefined) return found;
    const value = make();
    write(() => put({ name, value }));
    return value;
  };
}

function deviceOfRow(row: Row<'device'>): Device {
  return {
    deviceId: row.device_id,
    installId: row.install_id as InstallId,
    code: row.code,
    name: row.name,
    ownerId: row.owner_id as StaffId | null,
    role: row.role as Role,
    state: row.state as DeviceState,
    key: JSON.parse(row.key) as DeviceKey,
    jkt: row.jkt,
    platform: row.platform,
    browser: row.browser,
    pairedAt: row.paired_at,
  };
}

function passkeyOfRow(row: Row<'passkey'> & { readonly counter: number | null }): Passkey {
  return {
    credentialId: row.credential_id,
    staffId: row.staff_id as StaffId,
    deviceId: row.device_id,
    publicKey: row.public_key,
    counter: row.counter ?? 0,
    addedAt: row.added_at,
  };
}
