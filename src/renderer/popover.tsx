import './no-generated-code';
import './theme/designsystemet.css';
import './theme/app.css';
import './theme/popover.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useDress } from './components/use-dress';
import './i18n';
import { GlanceScreen } from './screens/glance/glance-screen';
import { watchMain } from './stores/watch-main';

/** The small window at the tray. */
function Popover() {
  return useDress() ? <GlanceScreen /> : null;
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Popover />
    </StrictMode>,
  );
void watchMain();
