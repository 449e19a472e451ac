-- expect: value 200 one after the other
-- limits: memory=8
-- A topic that is not listened to any more counts no longer.
return function()
  for i = 1, 200 do process.unlisten(process.listen(("t"):rep(1e6) .. i)) end
  return "200 one after the other"
end
