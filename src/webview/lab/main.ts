import './labApp';
import { openPage } from '../store/openPage';
import { LabApp } from './labApp';

openPage((store) => {
  const app = new LabApp();
  app.store = store;
  return {
    element: app,
    goTo: (destination) => app.goTo(destination),
    showError: (message) => app.showError(message),
  };
});
