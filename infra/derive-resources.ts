import { type AlarmSettings, alarmsFor } from './alarms/alarms-for.ts';
import { roleIdOf, roleOf } from './roles/role-of.ts';
import type { Template } from './template.ts';

/** As much of osls as is used here. */
interface Serverless {
  service: {
    service: string;
    custom: { prefix: string; stage: AlarmSettings };
    functions: Record<string, { name: string; role?: string }>;
    provider: { compiledCloudFormationTemplate: Template };
  };
}

/**
 * osls plugin: adds what follows from the rest of the template, so that nothing new can come without it. Each function
 * gets a role of its own; each function, schedule, queue, table, state machine and API gets its alarms.
 */
export default class DeriveResources {
  readonly hooks: Record<string, () => void>;

  constructor({ service }: Serverless) {
    this.hooks = {
      'before:package:setupProviderConfiguration': () => {
        for (const [key, definition] of Object.entries(service.functions)) definition.role = roleIdOf(key);
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const template = service.provider.compiledCloudFormationTemplate;
        for (const [key, { name }] of Object.entries(service.functions)) {
          template.Resources[roleIdOf(key)] = roleOf(key, name);
        }
        Object.assign(template.Resources, alarmsFor(template, service.custom.prefix, service.custom.stage));
      },
    };
  }
}
