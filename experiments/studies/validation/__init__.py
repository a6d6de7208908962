"""`validate`: the model beside every observation, under the prior, under the ensemble and at the defaults."""
