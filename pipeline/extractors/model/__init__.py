"""Small linear models, trained by the project, that judge where rules end: is it security work, and of which category."""
