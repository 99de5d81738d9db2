/**
 * The views that a chapter can show. Each is a panel of ui/panels, or a picture of ui/pictures in the picture panel, by
 * its name there.
 */
export const viewNames = ['network', 'formula', 'weights', 'error', 'slope', 'activation', 'gradients', 'map'] as const;
