using System.Globalization;

namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>One call, and what has to come of it.</summary>
/// <param name="What">The call as a reader knows it.</param>
/// <param name="Script">What makes it.</param>
/// <param name="Holds">Whether an outcome is the one that has to come.</param>
/// <param name="Blamed">The place of the parameter that it has to blame; null for none.</param>
internal sealed record CallCheck(string What, string Script, Func<CallOutcome, bool> Holds, int? Blamed = null);

/// <summary>All calls that prove of one function that it takes what the library tells of.</summary>
internal sealed class CallChecks
{
    private readonly LibraryFunction _function;
    private readonly IReadOnlyList<LibraryParameter> _parameters;
    private readonly string[] _right;
    private readonly List<CallCheck> _checks = [];

    private CallChecks(LibraryFunction function)
    {
        _function = function;
        _parameters = function.Documented;
        _right = [.. _parameters.Select(parameter => CallValues.Of(function, parameter)[0])];
    }

    public static IReadOnlyList<CallCheck> Of(LibraryFunction function)
    {
        var checks = new CallChecks(function);
        checks.AddRight();
        if (function.IsMethod)
            checks.AddOtherObjects();
        for (var i = 0; i < checks._parameters.Count; i++)
        {
            checks.AddKinds(i);
            checks.AddWrong(i);
            checks.AddLeftOut(i);
            checks.AddArrival(i);
        }

        checks.AddMore();
        return checks._checks;
    }

    private string NameOf(int i) => $"{_function.FullName}.{_parameters[i].Name}";

    private void Add(IEnumerable<string> arguments, string must, Func<CallOutcome, bool> holds, int? blamed = null)
    {
        string[] all = [.. arguments];
        _checks.Add(new CallCheck($"{_function.FullName}({string.Join(", ", all)}) must {must}", CallScript.Of(_function, all), outcome => holds(outcome) && (!outcome.IsRefused || GivesAsTold(outcome)), blamed));
    }

    /// <summary>The right arguments, but for one.</summary>
    private string[] With(int i, string value)
    {
        string[] arguments = [.. _right];
        arguments[i] = value;
        if (CallExceptions.GoesWith(NameOf(i)) is { } with)
            arguments[IndexOf(with.Parameter)] = with.Value;
        return arguments;
    }

    private int IndexOf(string parameter) => _parameters.Index().Single(one => one.Item.Name == parameter).Index;

    private void AddRight() => Add(_right, "give what is told", GivesAsTold);

    /// <summary>The results are as many, and of the kinds, that the library tells of; of those at the end that may be nil there may be fewer.</summary>
    private bool GivesAsTold(CallOutcome outcome)
    {
        if (outcome.Kinds is not { } kinds)
            return outcome.IsDone;
        var told = _function.Returns;

        // Host functions that have nothing to give give a nil.
        if (told.Count == 0)
            return kinds is [] or ["nil"];
        return kinds.Length <= told.Count
            && told.Index().All(one => one.Index < kinds.Length ? one.Item.Takes(kinds[one.Index]) : one.Item.TakesNil);
    }

    private void AddOtherObjects()
    {
        if (CallExceptions.NeedsNoObject(_function))
            return;
        foreach (var (_, value) in CallValues.OfEachKind)
        {
            _checks.Add(new CallCheck(
                $"{_function.FullName} called on {value} must refuse it", CallScript.On(_function, value),
                static outcome => outcome.Blames(1, "an INVALID never comes of it")));
        }
    }

    /// <summary>Each way to give a parameter is taken, and there is one of each kind that it is told to have.</summary>
    private void AddKinds(int i)
    {
        var type = _parameters[i].Type;
        var values = CallValues.Of(_function, _parameters[i]);
        foreach (var value in values)
            Add(With(i, value), "do it", static outcome => outcome.IsDone);
        if (type.TakesAny)
            return;
        _checks.Add(Kinds(NameOf(i), type, values));
    }

    /// <summary>Among the right values there is one of each kind that a type is told to have.</summary>
    public static CallCheck Kinds(string name, LibraryType type, string[] values)
    {
        return new CallCheck(
            $"{name} is a {type.Text}: {string.Join(", ", values)}", CallScript.Kinds(values),
            outcome => outcome.Kinds!.Concat(values.Where(IsFraction).Select(static _ => LibraryType.Fraction)).ToHashSet().SetEquals(type.Kinds.Where(static kind => kind != "nil")));

        static bool IsFraction(string value) => double.TryParse(value, CultureInfo.InvariantCulture, out var number) && !double.IsInteger(number);
    }

    /// <summary>Values of the kinds that are wrong for a type.</summary>
    public static IEnumerable<string> WrongFor(LibraryType type)
    {
        foreach (var (kind, value) in CallValues.OfEachKind)
        {
            // A number does for a text, and for no other text than those that are named.
            var taken = type.Takes(kind) || (kind == "number" && type.Takes("string"));
            if (!taken || (type.IsLiteral && kind is "string" or "number"))
                yield return value;
        }

        if (type.Kinds.Contains("number") && !type.Kinds.Contains(LibraryType.Fraction))
            yield return "1.5";
    }

    private void AddWrong(int i)
    {
        var type = _parameters[i].Type;
        if (CallExceptions.BeyondRange(NameOf(i)) is { } beyond)
            AddBlamed(i, beyond);
        if (type.TakesAny || CallExceptions.TakesAny(NameOf(i)))
            return;
        foreach (var value in WrongFor(type))
            AddBlamed(i, value);
    }

    private void AddLeftOut(int i)
    {
        if (_parameters[i].Name == "...")
        {
            Add(_right[..i], "do it", static outcome => outcome.IsDone);
            return;
        }

        var isLast = _parameters.Skip(i + 1).All(static parameter => parameter.Type.TakesNil);
        if (_parameters[i].Type.TakesAny)
            return;
        if (_parameters[i].Type.TakesNil)
        {
            if (!CallExceptions.IsNotNil(NameOf(i)))
                Add(With(i, "nil"), "do it", static outcome => outcome.IsDone);
            if (isLast)
                Add(_right[..i], "do it", static outcome => outcome.IsDone);
            return;
        }

        AddBlamed(i, "nil");
        AddBlamed(i, _right[..i]);
    }

    private void AddBlamed(int i, string value) => AddBlamed(i, With(i, value));

    private void AddBlamed(int i, string[] arguments)
    {
        var called = CallExceptions.CalledInErrors(_function, _parameters[i]);
        Add(arguments, $"blame #{i + 1}, {called}", outcome => outcome.Blames(i + 1, called), i);
    }

    private void AddArrival(int i)
    {
        if (!CallArrivals.All.TryGetValue(NameOf(i), out var arrival))
            return;
        var arguments = With(i, _parameters[i].Name == "..." ? "GIVEN, MORE" : arrival.Given);
        foreach (var (other, value) in arrival.Others)
            arguments[IndexOf(other)] = value;
        _checks.Add(new CallCheck($"{NameOf(i)} arrives", CallScript.Proof(_function, arguments, arrival.Proof), static outcome => outcome.HasArrived));
    }

    /// <summary>One argument more, of whatever kind, changes nothing.</summary>
    private void AddMore()
    {
        if (_parameters is [.., { Name: "..." }])
            return;
        foreach (var (_, value) in CallValues.OfEachKind)
            Add([.. _right, value], "take no more", outcome => outcome.IsDone && GivesAsTold(outcome));
    }
}
