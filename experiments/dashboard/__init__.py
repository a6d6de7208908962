"""The dashboard: build mixes, routes and worlds in the browser, run them here, and take results along."""
