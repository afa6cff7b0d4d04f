import { gated, refusal, staffOfCall } from './call.ts';

export const devicesRoutes = {
  list: gated.devices.list.handler(({ context: { hub } }) => hub.devices.list()),
  find: gated.devices.find.handler(async ({ context: { hub }, input, errors }) => {
    const found = await hub.devices.ask<'find'>({ ask: 'find', probe: input.probe });
    if (!found.ok) throw errors.REFUSED(refusal(found.refusal));
    return found.value.found;
  }),
  profiles: gated.devices.profiles.handler(async ({ context: { hub }, errors }) => {
    const answer = await hub.devices.ask<'profiles'>({ ask: 'profiles' });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return answer.value.profiles;
  }),
  assign: gated.devices.assign.handler(({ context, input, errors }) => {
    const { staffId } = staffOfCall(context).staff;
    const bound = context.hub.devices.bind(input.binding, input.replaces, staffId);
    if (!bound.ok) throw errors.REFUSED(refusal(bound.refusal));
    return bound.value;
  }),
  unbind: gated.devices.unbind.handler(({ context, input, errors }) => {
    const left = context.hub.devices.unbind(input.name, staffOfCall(context).staff.staffId);
    if (!left.ok) throw errors.REFUSED(refusal(left.refusal));
    return left.value;
  }),
  testPage: gated.devices.testPage.handler(async ({ context: { hub }, input: { name }, errors }) => {
    const binding = hub.devices.binding(name);
    if (binding === null) throw errors.REFUSED(refusal('device-unknown'));
    if (binding.role === 'line-display') {
      const shown = await hub.devices.ask<'show-test'>({ ask: 'show-test', name });
      if (!shown.ok) throw errors.REFUSED(refusal(shown.refusal));
      return { jobId: null };
    }
    if (binding.role !== 'receipt-printer' && binding.role !== 'spare-printer')
      throw errors.REFUSED(refusal('device-unfit'));
    const jobId = hub.print.testPage(name);
    if (jobId === null) throw errors.REFUSED(refusal('not-initialised'));
    return { jobId };
  }),
  healthCheck: gated.devices.healthCheck.handler(async ({ context: { hub }, input: { name }, errors }) => {
    const answer = await hub.devices.ask<'health'>({ ask: 'health', name });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return answer.value.health;
  }),
  trace: gated.devices.trace.handler(async ({ context: { hub }, input: { name }, errors }) => {
    const answer = await hub.devices.ask<'trace'>({ ask: 'trace', name });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return answer.value.trace;
  }),
  learnDrawer: gated.devices.learnDrawer.handler(async ({ context, input: { name, step }, errors }) => {
    const { hub } = context;
    const answer = await hub.devices.ask<'learn'>({ ask: 'learn', name, step });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    const { learning } = answer.value;
    const binding = hub.devices.binding(name);
    const isNews = binding?.role === 'cash-drawer' && binding.settings.openLevel !== learning.openLevel;
    if (learning.step === 'learned' && isNews) {
      const settings = { ...binding.settings, openLevel: learning.openLevel };
      const bound = hub.devices.bind({ ...binding, settings }, name, staffOfCall(context).staff.staffId);
      if (!bound.ok) throw errors.REFUSED(refusal('device-unknown'));
    }
    return learning;
  }),
  paperPreview: gated.devices.paperPreview.handler(async ({ context: { hub }, input: { name, profile }, errors }) => {
    const document = hub.print.testDocument(name);
    if (document === null) throw errors.REFUSED(refusal('not-initialised'));
    const answer = await hub.devices.ask<'preview'>({ ask: 'preview', profile, document });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    const { text, png, faults } = answer.value.paper;
    return { text, pngBase64: Buffer.from(png).toString('base64'), faults };
  }),
  pull: gated.devices.pull.handler(async ({ context: { hub }, input: { name, act }, errors }) => {
    if (!hub.devMode) throw errors.REFUSED(refusal('not-in-dev-mode'));
    const answer = await hub.devices.ask<'act'>({ ask: 'act', name, act });
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return { ok: true as const };
  }),
  weigh: gated.devices.weigh.handler(async ({ context: { hub }, input: { tareMilli }, errors }) => {
    const answer = await hub.devices.ask<'weigh'>({ ask: 'weigh', tareMilli });
    if (answer.ok) return answer.value.answer;
    const { refusal: code } = answer;
    throw errors.REFUSED(refusal(code === 'devices-busy' ? code : 'devices-away'));
  }),
  zeroScale: gated.devices.zeroScale.handler(async ({ context: { hub }, errors }) => {
    const answer = await hub.devices.ask<'zero'>({ ask: 'zero' });
    if (answer.ok) return { refusal: answer.value.refusal };
    const { refusal: code } = answer;
    throw errors.REFUSED(refusal(code === 'devices-busy' ? code : 'devices-away'));
  }),
  scans: gated.devices.scans.handler(({ context: { hub }, input }) => hub.devices.scansAfter(input.after)),
  reroute: gated.devices.reroute.handler(({ context: { hub }, input, errors }) => {
    const again = hub.print.reroute(input.jobId, input.printer);
    if (!again.ok) throw errors.REFUSED(refusal(again.refusal));
    return { jobId: again.value };
  }),
};
