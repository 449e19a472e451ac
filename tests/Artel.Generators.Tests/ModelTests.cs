using System.Collections.Immutable;
using System.Reflection;

namespace Artel.Generators.Tests;

/// <summary>What flows through the pipeline is plain and comparable, so that no compilation is kept alive and equal models are equal.</summary>
public sealed class ModelTests
{
    private static readonly Type[] Roots = [typeof(MarkedReadings), typeof(SupervisorModel), typeof(NamedFunction), typeof(CallerModel), typeof(ProcessReading), typeof(PayloadTypeModel), typeof(LuaFile), typeof(LuaProcess), typeof(NamedLuaFile), typeof(ReferenceModel), typeof(DefinitionsModel), typeof(ManifestModel), typeof(Problem)];

    public static TheoryData<Type> Models => [.. Reachable()];

    [Theory]
    [MemberData(nameof(Models))]
    public void Holds_plain_values_only(Type model) => Assert.All(
        Parts(model),
        static part => Assert.True(IsPlain(part) || Reachable().Contains(part), $"{part} is neither plain nor a model"));

    [Theory]
    [MemberData(nameof(Models))]
    public void Compares_by_value(Type model) =>
        Assert.True(typeof(IEquatable<>).MakeGenericType(model).IsAssignableFrom(model), $"{model} is not equatable");

    private static HashSet<Type> Reachable()
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(Roots);
        while (open.TryDequeue(out var type))
        {
            if (!IsPlain(type) && type.Assembly == typeof(ArtelGenerator).Assembly && found.Add(type))
                Parts(type).ToList().ForEach(open.Enqueue);
        }

        return found;
    }

    private static IEnumerable<Type> Parts(Type type) => type
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(static field => field.FieldType)
        .Select(static field => Nullable.GetUnderlyingType(field) ?? field)
        .Select(static field => IsMadeFrom(field, typeof(EquatableArray<>)) ? field.GetGenericArguments()[0] : field);

    private static bool IsMadeFrom(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string);
}
