"""What a hotel can say, kind by kind: the shapes that clients ask for, to Meta's limits, and the bodies that Meta is sent."""
