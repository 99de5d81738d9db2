/**
 * The views that a chapter can show: names of panels in ui/panels, and of pictures in ui/pictures. A picture is shown
 * in the picture panel.
 */
export const viewNames = ['network', 'formula', 'weights', 'error', 'slope', 'activation', 'gradients', 'map'] as const;
