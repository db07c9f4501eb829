import { describe, expect, it } from 'vitest';
import { navFor } from './nav';

const seen = (...roles: Parameters<typeof navFor>[0]) => navFor(roles).flatMap((group) => group.items.map((item) => item.text));

describe('navigation', () => {
  it('shows each role its own work', () => {
    expect(seen('contributor')).toContain('upload');
    expect(seen('contributor')).not.toContain('reviews');
    expect(seen('curator')).toEqual(expect.arrayContaining(['reviews', 'access', 'inspector']));
    expect(seen('model-builder')).toEqual(expect.arrayContaining(['training', 'access', 'inspector']));
    expect(seen('compliance-officer')).toEqual(expect.arrayContaining(['audit', 'inspector']));
    expect(seen('contributor')).not.toContain('inspector');
  });

  it('shows everybody the Datanets, the chat and the books', () => {
    for (const role of ['contributor', 'curator', 'compliance-officer', 'model-builder', 'holder'] as const) {
      expect(seen(role)).toEqual(expect.arrayContaining(['datanets', 'chat', 'wallet', 'calls', 'settlement']));
    }
  });
});
