import type { Resource, Template } from '../template.ts';
import { type Alarm, alarmId, alarmResource } from './alarm.ts';
import { apiAlarms } from './api-alarms.ts';
import { functionAlarms } from './function-alarms.ts';
import { ledgerAlarms } from './ledger-alarms.ts';
import { productAlarms } from './product-alarms.ts';
import { queueAlarms } from './queue-alarms.ts';
import { routeAlarms } from './route-alarms.ts';
import { scheduleAlarms } from './schedule-alarms.ts';
import { tableAlarms } from './table-alarms.ts';
import { workflowAlarms } from './workflow-alarms.ts';

/** Of infra/stages.yml. */
export interface AlarmSettings {
  unsettledAlarmAfterSeconds: number;
}

/** Every alarm that the template calls for, by logical id. `prefix` begins their names: service and stage. */
export function alarmsFor(template: Template, prefix: string, settings: AlarmSettings): Record<string, Resource> {
  const alarms: Alarm[] = [
    ...functionAlarms(template),
    ...scheduleAlarms(template),
    ...queueAlarms(template),
    ...workflowAlarms(template),
    ...apiAlarms(template),
    ...routeAlarms(template),
    ...tableAlarms(template),
    ...ledgerAlarms(template),
    ...productAlarms(template, settings),
  ];
  return Object.fromEntries(alarms.map((alarm) => [alarmId(alarm), alarmResource(alarm, prefix)]));
}
