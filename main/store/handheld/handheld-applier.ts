import type { OpBody } from '../../../contracts/op-catalog.ts';
import { type DeviceState, type DeviceTurn, turnedDevice } from '../../../domain/fleet/device-state.ts';
import { type Applier, type Appliers, type Problem, problemIf, sound } from '../op/applier.ts';
import { canonicalJson } from '../op/canonical-json.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Ops that only turn the state of a device, and how. */
const turns = {
  'device.locked': 'lock',
  'device.unlocked': 'unlock',
  'device.wipe-asked': 'wipe',
  'device.wiped': 'wiped',
  'device.revoked': 'revoke',
  'device.amnesty-given': 'amnesty',
  'device.unpaired': 'unpair',
} as const satisfies Readonly<Record<string, DeviceTurn>>;
type TurnKind = keyof typeof turns;
const edits = ['device.renamed', 'device.owner-set', 'device.role-set'] as const;
type EditKind = (typeof edits)[number];

type DeviceKinds =
  | TurnKind
  | EditKind
  | 'pairing.opened'
  | 'pairing.closed'
  | 'device.paired'
  | 'device.key-rotated'
  | 'device.policy-set'
  | 'device.passkey-added'
  | 'device.passkey-removed';

/** Windows stand in the log alone. */
const logOnly = { lags: () => true, decide: () => sound, record: () => undefined };

/** Handhelds, their keys and states, the policy, and the passkeys of people (PA30 … PA45). */
export function deviceAppliers({ connection }: Reader): Pick<Appliers, DeviceKinds> {
  const book = deviceBook(connection);
  const putPolicy = putRow(connection, 'device_policy');
  return {
    'pairing.opened': logOnly,
    'pairing.closed': logOnly,
    'device.paired': paired(book),
    'device.key-rotated': rotated(book),
    ...turning(book),
    ...editing(book),
    'device.policy-set': {
      decide: () => sound,
      record: ({ body, no }) => void putPolicy({ one: 1, op_no: no, document: canonicalJson(body.policy) }),
    },
    'device.passkey-added': passkeyAdded(connection, book),
    'device.passkey-removed': passkeyRemoved(connection),
  };
}

type DeviceRow = Row<'device'>;
interface HandheldBook {
  readonly get: (id: string) => DeviceRow | undefined;
  readonly ofInstall: (installId: string) => DeviceRow | undefined;
  readonly keyOwner: (jkt: string) => string | undefined;
  readonly put: (row: DeviceRow) => number;
  readonly addKey: (row: Row<'device_key'>) => number;
}

function deviceBook(connection: Reader['connection']): HandheldBook {
  const byId = statement<{ id: string }, DeviceRow>(connection, (query, param) =>
    query.selectFrom('device').selectAll().where('device_id', '=', param('id')),
  );
  const byInstall = statement<{ id: string }, DeviceRow>(connection, (query, param) =>
    query.selectFrom('device').selectAll().where('install_id', '=', param('id')),
  );
  const keyOwner = statement<{ jkt: string }, { device_id: string }>(connection, (query, param) =>
    query.selectFrom('device_key').select('device_id').where('jkt', '=', param('jkt')),
  );
  return {
    get: (id) => byId.get({ id }),
    ofInstall: (id) => byInstall.get({ id }),
    keyOwner: (jkt) => keyOwner.get({ jkt })?.device_id,
    put: putRow(connection, 'device'),
    addKey: insertRow(connection, 'device_key'),
  };
}

/** A key belongs to one device for ever; only the key a device has right now may be named again. */
function keyProblems(book: HandheldBook, { deviceId, jkt }: { readonly deviceId: string; readonly jkt: string }) {
  const owner = book.keyOwner(jkt);
  const isCurrent = owner === deviceId && book.get(deviceId)?.jkt === jkt;
  return problemIf(owner !== undefined && !isCurrent, 'key-taken');
}

function paired(book: HandheldBook): Applier<'device.paired'> {
  return {
    decide: ({ body }) => {
      const ofInstall = book.ofInstall(body.installId);
      const known = book.get(body.deviceId);
      const stranger = ofInstall !== undefined && ofInstall.device_id !== body.deviceId;
      const moved = known !== undefined && known.install_id !== body.installId;
      return { problems: [...problemIf(stranger || moved, 'install-taken'), ...keyProblems(book, body)] };
    },
    record: ({ body, hubAt, no }) => {
      if (book.keyOwner(body.jkt) === undefined) book.addKey({ jkt: body.jkt, device_id: body.deviceId, op_no: no });
      const { deviceId: device_id, installId: install_id, ownerId: owner_id, code, name, role, jkt } = body;
      const key = canonicalJson(body.key);
      const { platform, browser } = body;
      const facts = { code, name, role, jkt, key, platform, browser };
      book.put({ device_id, install_id, owner_id, ...facts, state: 'paired', paired_at: hubAt, op_no: no });
    },
  };
}

function rotated(book: HandheldBook): Applier<'device.key-rotated'> {
  return {
    decide: ({ body }) => ({
      problems: [
        ...problemIf(book.get(body.deviceId) === undefined, 'device-unknown'),
        ...problemIf(book.keyOwner(body.jkt) !== undefined, 'key-taken'),
      ],
    }),
    record: ({ body, no }) => {
      const row = book.get(body.deviceId);
      if (row === undefined) return;
      book.addKey({ jkt: body.jkt, device_id: body.deviceId, op_no: no });
      book.put({ ...row, jkt: body.jkt, key: canonicalJson(body.key), op_no: no });
    },
  };
}

function stateAfter(book: HandheldBook, deviceId: string, turn: DeviceTurn): DeviceState | null {
  const row = book.get(deviceId);
  return row === undefined ? null : turnedDevice(row.state as DeviceState, turn);
}

function turning(book: HandheldBook): Pick<Appliers, TurnKind> {
  const turner = (turn: DeviceTurn) => ({
    decide: ({ body }: { readonly body: { readonly deviceId: string } }) => ({
      problems: knownProblem(book, body.deviceId, stateAfter(book, body.deviceId, turn) === null),
    }),
    record: ({ body, no }: { readonly body: { readonly deviceId: string }; readonly no: number }) => {
      const row = book.get(body.deviceId);
      const state = stateAfter(book, body.deviceId, turn);
      if (row !== undefined && state !== null) book.put({ ...row, state, op_no: no });
    },
  });
  const entries = Object.entries(turns).map(([kind, turn]) => [kind, turner(turn)] as const);
  return Object.fromEntries(entries) as unknown as Pick<Appliers, TurnKind>;
}

function knownProblem(book: HandheldBook, deviceId: string, unfit: boolean): Problem[] {
  if (book.get(deviceId) === undefined) return [{ code: 'device-unknown', detail: '' }];
  return problemIf(unfit, 'device-gone');
}

function editing(book: HandheldBook): Pick<Appliers, EditKind> {
  const editor = <Kind extends EditKind>(change: (body: OpBody<Kind>) => Partial<DeviceRow>) => ({
    decide: ({ body }: { readonly body: OpBody<Kind> }) => ({ problems: knownProblem(book, body.deviceId, false) }),
    record: ({ body, no }: Pick<RecordedOp<Kind>, 'no'> & { readonly body: OpBody<Kind> }) => {
      const row = book.get(body.deviceId);
      if (row !== undefined) book.put({ ...row, ...change(body), op_no: no });
    },
  });
  return {
    'device.renamed': editor<'device.renamed'>(({ name }) => ({ name })),
    'device.owner-set': editor<'device.owner-set'>(({ ownerId }) => ({ owner_id: ownerId })),
    'device.role-set': editor<'device.role-set'>(({ role }) => ({ role })),
  };
}

function passkeyAdded(connection: Reader['connection'], book: HandheldBook): Applier<'device.passkey-added'> {
  const insert = insertRow(connection, 'passkey');
  const known = statement<{ id: string }, { op_no: number }>(connection, (query, param) =>
    query.selectFrom('passkey').select('op_no').where('credential_id', '=', param('id')),
  );
  return {
    decide: ({ body }) => {
      const taken = problemIf(known.get({ id: body.credentialId }) !== undefined, 'passkey-taken');
      return { problems: [...knownProblem(book, body.deviceId, false), ...taken] };
    },
    record: ({ body, hubAt, no }) => {
      const { deviceId: device_id, staffId: staff_id, credentialId: credential_id, publicKey: public_key } = body;
      insert({ credential_id, staff_id, device_id, public_key, added_at: hubAt, op_no: no });
    },
  };
}

function passkeyRemoved(connection: Reader['connection']): Applier<'device.passkey-removed'> {
  const insert = insertRow(connection, 'passkey_removed');
  const own = statement<{ id: string; staff: string }, { op_no: number }>(connection, (query, param) =>
    query
      .selectFrom('passkey')
      .select('op_no')
      .where('credential_id', '=', param('id'))
      .where('staff_id', '=', param('staff')),
  );
  const gone = statement<{ id: string }, { op_no: number }>(connection, (query, param) =>
    query.selectFrom('passkey_removed').select('op_no').where('credential_id', '=', param('id')),
  );
  return {
    decide: ({ body: { credentialId: id, staffId: staff } }) => {
      const isThere = own.get({ id, staff }) !== undefined && gone.get({ id }) === undefined;
      return { problems: problemIf(!isThere, 'passkey-unknown') };
    },
    record: ({ body, hubAt, no }) => {
      insert({ credential_id: body.credentialId, removed_at: hubAt, op_no: no });
    },
  };
}
