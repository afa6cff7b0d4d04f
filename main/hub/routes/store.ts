import { checkPin } from '../../../domain/staff/pin.ts';
import { countryPresets, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { runFirst } from '../first-run.ts';
import { gated, refusal } from './call.ts';

export const helloRoute = gated.hello.handler(({ context: { hub } }) => ({
  program: 'kaunter' as const,
  version: hub.version,
  api: 1 as const,
  initialised: hub.store.settings() !== null,
  now: hub.ambient.now(),
}));

export const storeRoutes = {
  initialise: gated.store.initialise.handler(async ({ context: { hub }, input, errors }) => {
    if (hub.store.settings() !== null) throw errors.REFUSED(refusal('already-initialised'));
    const pin = checkPin(input.owner.pin, 'owner');
    if (!pin.ok) throw errors.REFUSED(refusal(pin.refusal));
    const items = input.demoShop === null ? [] : hub.catalog.demoItems(input.demoShop);
    if (items === null) throw errors.REFUSED(refusal('demo-shop-unknown'));
    const { settings, owner } = input;
    const ownerId = await runFirst(hub, { settings, owner, items, source: `demo ${input.demoShop ?? ''}` });
    if (ownerId === null) throw errors.REFUSED(refusal('already-initialised'));
    return { ownerId, items: items.length };
  }),
  countries: gated.store.countries.handler(() =>
    countryPresets.map((preset) => ({ country: preset.country, settings: settingsFromPreset(preset, preset.country) })),
  ),
  demoShops: gated.store.demoShops.handler(({ context: { hub } }) => hub.catalog.demoShops()),
  info: gated.store.info.handler(({ context: { hub } }) => ({
    ...hub.store.info(),
    version: hub.version,
    keyStorage: hub.keyStorage,
    devMode: hub.devMode,
    chainHead: { ...hub.store.head() },
    certificate: { fingerprint: hub.identity.fingerprint, notAfter: hub.identity.notAfter },
  })),
  verify: gated.store.verify.handler(async ({ context: { hub }, errors }) => {
    const result = await hub.verify.run();
    if (result === null) throw errors.REFUSED(refusal('verify-running'));
    return result;
  }),
};

export const settingsRoutes = {
  get: gated.settings.get.handler(({ context: { hub }, errors }) => {
    const settings = hub.store.settings();
    if (settings === null) throw errors.REFUSED(refusal('not-initialised'));
    return settings;
  }),
};
