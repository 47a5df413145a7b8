"""Files without what cameras and programs write into them: places, names, programs, paths, older versions."""
