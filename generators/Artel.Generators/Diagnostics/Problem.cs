using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>A diagnostic as plain values, so that the step that found it can be cached.</summary>
internal sealed record Problem(string Id, Place Place, EquatableArray<string> Arguments)
{
    public static Problem Create(DiagnosticDescriptor descriptor, Place place, params string[] arguments) =>
        new(descriptor.Id, place, arguments.ToEquatableArray());

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(GeneratorDiagnostics.Find(Id), Place.ToLocation(), Arguments.Select(static argument => (object)argument).ToArray());
}
