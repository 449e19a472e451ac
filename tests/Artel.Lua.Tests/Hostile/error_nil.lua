-- expect: error Unknown nil
-- An error without a value.
return function()
  error()
end
