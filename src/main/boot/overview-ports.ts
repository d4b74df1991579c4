import type { Settings } from '../settings/settings';
import { createPagePrinter } from '../window/print-page';
import type { OverviewPorts } from './overview-calls';

export function overviewPorts(settings: Settings): OverviewPorts {
  return {
    print: createPagePrinter(),
    tables: () => settings.get('tables'),
    keepTables: (names) => settings.set('tables', names),
  };
}
