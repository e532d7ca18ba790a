# The profile search, as far as the generated text goes.  One y for all
# would take twice the time.
s/[ًٌٍَُِّْٰـ]//g
y/أإآٱؤئىة/ااااءءيه/
s/[A-Z]/\L&/g
/[٠١٢٣٤٥٦٧٨٩]/y/٠١٢٣٤٥٦٧٨٩/0123456789/
