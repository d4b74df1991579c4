import type { Organisation } from '../../shared/contracts/organisation';
import type { Settings } from '../settings/settings';
import { createPagePrinter } from '../window/print-page';
import type { OverviewPorts } from './overview-calls';

export function overviewPorts(settings: Settings, { brand }: Organisation): OverviewPorts {
  return {
    colour: brand.main,
    print: createPagePrinter(),
    tables: () => settings.get('tables'),
    keepTables: (names) => settings.set('tables', names),
  };
}
