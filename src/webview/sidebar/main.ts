import { openPage } from '../store/openPage';
import { TrainView } from './trainView';

openPage((store) => {
  const view = new TrainView();
  view.store = store;
  return {
    element: view,
    goTo(destination) {
      void store.client.call('openLab', destination);
    },
    showError: (message) => view.showError(message),
  };
});
