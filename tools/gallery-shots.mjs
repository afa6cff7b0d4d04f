// The old name of `node tools/screenshots.ts DIR 1366x768 place …`.
await import('./screenshots.ts');
