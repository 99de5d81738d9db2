/**
 * What a chapter can show: the names of panels in ui/panels, and of pictures in ui/pictures. A picture is shown in the
 * picture panel.
 */
export const panelAndPictureNames = [
  'network',
  'formula',
  'weights',
  'error',
  'slope',
  'activation',
  'gradients',
  'map',
] as const;
