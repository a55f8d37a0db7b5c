"""导入: choose the files, see what each column was taken for and what would happen, write all of it or nothing."""
